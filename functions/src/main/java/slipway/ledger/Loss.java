package slipway.ledger;

/** What goes with the ledger's table, since nothing else says it. */
public enum Loss {
    HISTORY(
            "The rollouts before, with their verdicts and who asked for them.",
            "The logs and the events Rollout Finished still tell of them."),
    VETOES(
            "Which images and configurations were vetoed.",
            "Look at what is desired before: slipway release. What must not go live is deleted in ECR, or: slipway pin."),
    HOLDS("Which targets were held, and why.", "slipway hold."),
    PINS(
            "Which targets were pinned: where desired-image is not the newest image in ECR, it counts as a pin.",
            "slipway unpin, or: slipway pin."),
    APPROVALS("Which questions for approval were open.", "slipway retry asks again."),
    EARLIER("What live served before the version that its previous endpoint keeps.", "slipway pin an earlier image."),
    CONFIGURATIONS(
            "Which configuration changes stacks had asked for, and those that were on their way.",
            "Deploy a change of the stack again; what live serves already stays as it is."),
    REQUESTS(
            "Which requests of CloudFormation were being carried out.",
            "The stack gives up in its own time; then deploy it again."),
    VERSIONS(
            "Which versions Slipway made: the latest counts as somebody else's where it differs from live in more than the image.",
            "slipway adopt."),
    DRIFT("What the drift check had found, and since when.", "The next sweep, or: slipway drift.");

    private final String what;
    private final String remedy;

    Loss(String what, String remedy) {
        this.what = what;
        this.remedy = remedy;
    }

    /** What is not known any more. */
    public String what() {
        return what;
    }

    /** How it is set again, or where else it can be looked up. */
    public String remedy() {
        return remedy;
    }
}
