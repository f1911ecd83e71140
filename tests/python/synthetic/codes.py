"""The codes of a results file, and the columns of its deals."""

STATES = (
    "conceived mandated searching contacted counter_mandated dialogue bargaining sealing signed "
    "dropped"
).split()
CAUSES = "search veto patience trust no_agreement horizon".split()
SIDES = "initiator partner intermediary".split()
PHASES = "mandate search counter_mandate dialogue bargaining sealing".split()
PHASE_OF = [0, 1, 1, 2, 3, 3, 4, 5, 5, 5]  # by state
KINDS = (
    "occasion introduced state ended encounter_begun message_sent message_read meeting_held "
    "clarification misunderstood caught understood surprise visit visit_misunderstood assented "
    "objected round_begun round_done offer accepted rejected go_between_called go_between_engaged "
    "seconded returned launched"
).split()
TOPICS = "probe refer explain offer persuade seal perform dispute tempt".split()
STOCKS = "trust familiarity frustration stance fear backlog".split()
ROLES = "champion stakeholder go_between engineer".split()
MEDIA = ["fax", "visit"]
TIMES = (
    "t_conceived t_mandated t_searching t_contacted t_counter_mandated t_dialogue t_bargaining "
    "t_sealing t_signed t_ended"
).split()
AT_SIGNING = (
    "utility_initiator utility_partner trust_initiator trust_partner completeness completeness_gap "
    "clarity control ownership nash_ratio pareto_distance kalai_smorodinsky_distance welfare fit "
    "perceived_fit_initiator perceived_fit_partner"
).split()
SPENT = (
    "rework alignment_points mandate_rounds person_days_initiator person_days_partner "
    "person_days_intermediary travel_initiator travel_partner fees"
).split()
