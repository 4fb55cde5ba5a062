"""The place where the comparison runs: a virtual environment, one thread, one core.

Standard library only: this runs before anything is installed.
"""

import importlib.util
import os
import platform
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PLACE = ROOT / "target" / "peers"
REQUIREMENTS = HERE / "requirements.txt"

# Each library reads its own variable, and reads it when it is loaded.
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
    "JAX_PLATFORMS": "cpu",
}


def enter():
    """Return inside the virtual environment; outside, install it and start this program again."""
    if Path(sys.prefix) == PLACE:
        return
    python = PLACE / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    installed = PLACE / "installed.txt"
    wanted = f"{sys.version}\n{REQUIREMENTS.read_text()}"
    if not (installed.exists() and installed.read_text() == wanted):
        install(python)
        installed.write_text(wanted)
    environment = {**os.environ, **ONE_THREAD}
    sys.exit(subprocess.run([python, *sys.argv], env=environment).returncode)


def install(python):
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            f"{sys.executable} cannot make virtual environments: its module `ensurepip` is"
            " missing. On Debian and Ubuntu: apt install python3-venv"
        )
    print(f"Installing {REQUIREMENTS.name} in {PLACE} (300 MB, once) ...", file=sys.stderr)
    venv.create(PLACE, clear=True, with_pip=True)
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*command, "--requirement", REQUIREMENTS]).returncode != 0:
        sys.exit(
            "pip could not install the peers; its reason stands above. It needs the network and"
            f" a Python for which all of {REQUIREMENTS} exist (3.11 or newer; this is"
            f" {sys.version.split()[0]})."
        )


def stay_on_one_core():
    """Bind this process and all that it starts from now on to one core, where that is possible."""
    if not hasattr(os, "sched_setaffinity"):
        return "not bound to a core"
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return f"bound to core {core}"


def processor():
    """The processor's name as the operating system gives it."""
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":")[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def compiler():
    return subprocess.run(["rustc", "--version"], stdout=subprocess.PIPE, text=True).stdout.strip()
