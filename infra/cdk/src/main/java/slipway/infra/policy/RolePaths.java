package slipway.infra.policy;

import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.services.iam.CfnRole;
import software.constructs.IConstruct;

/** Puts every role under one path, those that constructs make for themselves included. */
public final class RolePaths implements IAspect {
    private final String path;

    public RolePaths(String path) {
        this.path = path;
    }

    @Override
    public void visit(IConstruct construct) {
        if (construct instanceof CfnRole role) {
            role.setPath(path);
        }
    }
}
