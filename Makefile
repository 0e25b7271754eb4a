# The two commands a newcomer needs: `make run` and `make test`. What they do stands in eng/.

.PHONY: run test bench fmt clean

run:        ## build if a source changed, create and seed the database under var/, serve http://localhost:5080
	@eng/run.sh

test:       ## everything: rules, both engines, guards, browser; the last line is "N passed, N failed"
	@eng/test.sh

bench:      ## measure beside the raw limit of the same run
	@eng/bench.sh $(ARGS)

fmt:        ## whitespace by .editorconfig
	@dotnet format whitespace HuTong.slnx

clean:      ## forget builds; the database under var/ stays
	@rm -rf var/app var/app.stamp src/*/bin src/*/obj tests/*/bin tests/*/obj bench/bin bench/obj
