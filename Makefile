# Every line hands over to course/environment.py, which says what is missing, if anything.
PYTHON ?= $(or $(shell command -v python3 || command -v python),$(error \
  This course needs Python 3.11 or newer: https://www.python.org/downloads/))
# Without Python's own variables, which could hide the course, and in UTF-8.
RUN = @"$(PYTHON)" -E -X utf8 -m course.environment

.PHONY: lab walk test proofs doctor bench soak lock

lab:     ## make the environment (once) and open JupyterLab at notebook 01
	$(RUN) lab $(ARGS)

walk:    ## from training to an answer over HTTP, in the terminal
	$(RUN) walk $(ARGS)

test:    ## does all of it work here: every lesson, or one (LESSON=7)
	$(RUN) test $(if $(LESSON),--lesson=$(LESSON)) $(ARGS)

proofs:  ## for those who change the course: copies, no network, attacks, faults
	$(RUN) proofs $(if $(LESSON),--lesson=$(LESSON)) $(ARGS)

doctor:  ## is everything ready, and if not, what is the one thing to do
	$(RUN) doctor $(ARGS)

bench:   ## how quick things are, as ratios
	$(RUN) bench $(ARGS)

soak:    ## the proofs under load and faults, at length (some minutes)
	$(RUN) soak $(ARGS)

lock:    ## for maintainers: lock again and export the requirements (ARGS=--upgrade)
	$(RUN) lock $(ARGS)
