package slipway.cli.doctor.stacks;

import java.util.List;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.setup.Setup;

/** Whether the caller reaches the status function, and it answers. */
public final class StatusCheck implements Check {
    private final Setup setup;

    public StatusCheck(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "status function";
    }

    /** Where it does not answer, the failure says all there is to find. */
    @Override
    public List<Finding> look() {
        setup.views().all();
        return List.of();
    }
}
