"""A Slurm cluster of two nodes on this machine: started in seconds, gone when told.

It lives in a folder of its own, and needs root and the packages slurmctld, slurmd, slurm-client,
slurm-wlm-basic-plugins and munge; no systemd, no control groups, no name service. Its daemons
listen on free ports and die with the process that started them.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

DAEMONS = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "scancel")
CONF = """\
ClusterName=nakodo
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={port}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge/socket,cred_expire=5
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool-%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd-%n.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd-%n.log
SlurmdParameters=config_overrides
ReturnToService=2
SlurmdTimeout=60
SlurmctldTimeout=60
MessageTimeout=60
BatchStartTimeout=60
KillWait=2
SchedulerType=sched/builtin
SchedulerParameters=sched_interval=1,batch_sched_delay=0
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
MpiDefault=none
SwitchType=switch/none
JobRequeue=1
{nodes}
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""
NODE = "NodeName={name} NodeHostname={host} NodeAddr=127.0.0.1 Port={port} CPUs=3 RealMemory=4096"


def why_not() -> str:
    """Why there can be no cluster here; empty if there can."""
    missing = [daemon for daemon in DAEMONS if not shutil.which(daemon, path=_path())]
    if missing:
        return f"no {', '.join(missing)} here (scripts/setup --tests installs Slurm)"
    if os.geteuid() != 0:
        return "a Slurm cluster of one's own needs root"
    if all(name == "lo" for _, name in socket.if_nameindex()):
        return "slurmd does not start on a machine whose only interface is the loopback"
    return ""


class Cluster:
    """munged, slurmctld and a slurmd for each node; `stop` ends them and all they started."""

    def __init__(self, folder: Path, nodes: Sequence[str] = ("n1", "n2")) -> None:
        self.folder = folder
        self.nodes = nodes
        self.environment = {
            **{
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("SLURM", "SBATCH"))
            },
            "PATH": _path(),
            "SLURM_CONF": str(folder / "slurm.conf"),
            "NAKODO_TEST_CLUSTER": str(folder),
        }
        self._started: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        """Return when both nodes wait for work."""
        munge = self.folder / "munge"
        munge.mkdir(mode=0o700)
        for name in ("state", *(f"spool-{node}" for node in self.nodes)):
            (self.folder / name).mkdir()
        (munge / "key").write_bytes(os.urandom(128))
        (munge / "key").chmod(0o400)
        host = socket.gethostname().split(".")[0]
        port, *ports = _free_ports(1 + len(self.nodes))
        described = [
            NODE.format(name=name, host=host, port=own)
            for name, own in zip(self.nodes, ports, strict=True)
        ]
        (self.folder / "slurm.conf").write_text(
            CONF.format(host=host, port=port, folder=self.folder, nodes="\n".join(described))
        )
        # Unlike the others, this plugin of control groups starts where there are none.
        (self.folder / "cgroup.conf").write_text("CgroupPlugin=cgroup/v1\n")
        files = [f"--{kind}-file={munge / kind}" for kind in ("key", "pid", "log", "seed")]
        self._spawn("munged", "--foreground", "--force", f"--socket={munge / 'socket'}", *files)
        self.eventually(lambda: (munge / "socket").exists(), "munged answers")
        self._spawn("slurmctld", "-D", "-c")
        for node in self.nodes:
            self.start_node(node)
        self.eventually(lambda: self.states().count("idle") == len(self.nodes), "nodes are idle")

    def start_node(self, node: str) -> None:
        """Start the slurmd of a node."""
        self._spawn("slurmd", "-D", "-N", node, name=node)

    def kill_node(self, node: str) -> None:
        """Kill a node's slurmd and everything that runs on it, as a power cut would."""
        self._kill(lambda its: its.get("NAKODO_TEST_NODE", its.get("SLURMD_NODENAME")) == node)
        self._started.pop(node).wait()

    def stop(self) -> None:
        """End everything that belongs to this cluster."""
        self._kill(lambda its: True)
        for process in self._started.values():
            process.wait()
        self._started.clear()

    def run(self, *words: str | Path) -> str:
        """What a command says; it must succeed."""
        done = subprocess.run(
            words, env=self.environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout

    def states(self) -> list[str]:
        """The state of each node, "idle" where it waits for work."""
        said = subprocess.run(
            ["sinfo", "--noheader", "--Node", "--format=%T"],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return said.stdout.split()

    def queue(self) -> list[str]:
        """Every task that waits or runs: "job task state node"."""
        return self.run("squeue", "--noheader", "--array", "--format=%F %K %T %N").splitlines()

    def eventually(self, true: Callable[[], T], what: str, seconds: float = 60) -> T:
        """Wait until something is true; say what was awaited if it never is."""
        until = time.monotonic() + seconds
        while not (value := true()):
            assert time.monotonic() < until, f"not within {seconds} s: {what}\n{self.logs()}"
            time.sleep(0.05)
        return value

    def logs(self) -> str:
        """The ends of all logs."""
        logs = sorted([*self.folder.glob("*.log"), *self.folder.glob("*.out")])
        return "\n".join(f"== {log.name}\n{log.read_text()[-1500:]}" for log in logs)

    def processes(self, which: Callable[[dict[str, str]], bool]) -> Iterator[int]:
        """Ids of those processes of this cluster whose environment is as told."""
        for place in Path("/proc").glob("[0-9]*"):
            try:
                pairs = (place / "environ").read_bytes().decode(errors="replace").split("\0")
            except OSError:
                continue
            its = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
            if its.get("NAKODO_TEST_CLUSTER") == str(self.folder) and which(its):
                yield int(place.name)

    def _spawn(self, daemon: str, *options: str, name: str = "") -> None:
        with (self.folder / f"{name or daemon}.out").open("ab") as said:
            self._started[name or daemon] = subprocess.Popen(
                [shutil.which(daemon, path=_path()) or daemon, *options],
                env={**self.environment, "NAKODO_TEST_NODE": name},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                preexec_fn=_die_with_parent,
            )

    def _kill(self, which: Callable[[dict[str, str]], bool]) -> None:
        while found := list(self.processes(which)):
            for process in found:
                try:
                    os.kill(process, signal.SIGKILL)
                except ProcessLookupError:
                    continue
            time.sleep(0.01)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def _path() -> str:
    return os.environ.get("PATH", "") + ":/usr/sbin:/sbin:/usr/bin"


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
