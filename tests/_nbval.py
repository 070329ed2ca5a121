"""pytest with nbval, whose kernels need no port: python tests/_nbval.py --nbval …"""

import sys

import nbval.kernel
import pytest
from _kernel import SafeKernelManager

if __name__ == "__main__":
    nbval.kernel.KernelManager = SafeKernelManager
    sys.exit(pytest.main(sys.argv[1:]))
