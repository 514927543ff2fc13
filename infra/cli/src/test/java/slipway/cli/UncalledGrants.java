package slipway.cli;

import java.util.List;
import slipway.cli.GrantsReview.Excuse;

/** The grants that no integration test calls, each with the reason why a role needs it all the same. */
final class UncalledGrants {
    static final List<Excuse> EXCUSES = List.of();

    private UncalledGrants() {}
}
