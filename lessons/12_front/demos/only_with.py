"""For notebooks: cells that run where there is nginx, and one gateway at a time."""

from IPython import get_ipython

from gateway.processes import Gateway, GatewayError, nginx

RUNNING = []


def cells():
    """Let %%nginx mark a cell; return whether there is nginx, and how to get it."""
    try:
        nginx()
        missing = ""
    except GatewayError as error:
        missing = str(error)

    def marked(line, cell):
        if missing:
            print("Not run: this needs nginx.")
        else:
            get_ipython().run_cell(cell).raise_error()

    get_ipython().register_magic_function(marked, "cell", "nginx")
    return missing or "nginx is here"


def gateway(**settings):
    """Start a Gateway with these settings; the one from before ends."""
    while RUNNING:
        RUNNING.pop().close()
    RUNNING.append(Gateway(**settings))
    return RUNNING[0].start()
