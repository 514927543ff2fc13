package slipway.ledger;

import static slipway.ledger.DriftReason.Remedy.NOTHING;
import static slipway.ledger.DriftReason.Remedy.PUBLISHING;
import static slipway.ledger.DriftReason.Remedy.ROLLOUT;
import static slipway.ledger.DriftReason.Remedy.WAKING;

/** In which way desired, live and observed disagree about a target while no rollout is under way. */
public enum DriftReason {
    DECLARATION_MISSED(
            "DeclarationMissed",
            PUBLISHING,
            "Parameter Store holds another declaration than the one that Slipway goes by: its event was lost.",
            "Write the declaration again, or: slipway drift --heal."),
    MISSED_PUSH(
            "MissedPush",
            PUBLISHING,
            "ECR holds a newer image that the tag policy accepts: its event was lost.",
            "Push again, or: slipway drift --heal."),
    TAG_MOVED(
            "TagMoved",
            PUBLISHING,
            "The tag of the newest image stands for another digest by now.",
            "Push under a new tag, or take the one that is there: slipway drift --heal."),
    PUBLICATION_BEHIND(
            "PublicationBehind",
            PUBLISHING,
            "Parameter Store does not say what the ledger says.",
            "slipway drift --heal writes it again."),
    NOT_ROLLED_OUT(
            "NotRolledOut",
            ROLLOUT,
            "Live does not serve what it should, nothing is under way, and nothing forbids it.",
            "slipway retry, or: slipway drift --heal."),
    LIVE_IMAGE_DIFFERS(
            "LiveImageDiffers",
            ROLLOUT,
            "The version behind live runs another image than the one that was proven there.",
            "slipway drift --heal rolls the proven image out again; to keep what is there: slipway pin."),
    LIVE_MOVED(
            "LiveMoved",
            ROLLOUT,
            "Somebody moved the live endpoint.",
            "slipway drift --heal takes it back; to keep what is there: slipway pin its image."),
    CONFIGURATION_DIFFERS(
            "ConfigurationDiffers",
            ROLLOUT,
            "Live's configuration is not the one that it should have.",
            "slipway drift --heal rolls it out; to keep what is there: slipway adopt."),
    FOREIGN_VERSION(
            "ForeignVersion",
            NOTHING,
            "The runtime's latest version was not made by Slipway and differs from what live serves.",
            "To roll out from it: slipway adopt, or declare runtime.configurationFrom: latest."),
    ENDPOINT_STUCK(
            "EndpointStuck",
            ROLLOUT,
            "An endpoint did not come to serve the version that it was pointed at.",
            "slipway drift --heal points live again; otherwise update the endpoint by hand."),
    CANDIDATE_LEFT(
            "CandidateLeft",
            NOTHING,
            "The candidate endpoint points to a version that Slipway neither made nor served.",
            "Delete the endpoint; the next rollout makes it again."),
    PREVIOUS_MISSING(
            "PreviousMissing",
            NOTHING,
            "The endpoint that keeps the previous version warm is not there, so that a rollback would take longer.",
            "Nothing: the next rollout makes it again."),
    IMAGE_DELETED(
            "ImageDeleted",
            NOTHING,
            "An image in use is not in ECR any more.",
            "Push that image again, or roll out another one."),
    IMAGE_ARCHIVED(
            "ImageArchived",
            NOTHING,
            "An image in use is archived in ECR and cannot be pulled.",
            "Restore the image in ECR."),
    IMAGE_EXPIRING(
            "ImageExpiring",
            NOTHING,
            "An image in use has lost the tag that keeps it from being expired.",
            "Tag it again as told, or roll it out again: slipway retry."),
    ROLLOUT_WITHOUT_EXECUTION(
            "RolloutWithoutExecution",
            WAKING,
            "A rollout is under way and no execution carries it on.",
            "slipway drift --heal lets it go on."),
    EXECUTION_WITHOUT_PROGRESS(
            "ExecutionWithoutProgress",
            WAKING,
            "A rollout's execution runs and has written nothing down for longer than any of its waits.",
            "slipway drift --heal wakes it; if it stays so, stop the execution: the next one goes on."),
    LOCK_WITHOUT_OWNER(
            "LockWithoutOwner",
            WAKING,
            "The runtime is locked by a rollout that has ended.",
            "slipway drift --heal frees it."),
    DEFAULT_IN_USE(
            "DefaultInUse",
            NOTHING,
            "Callers use the endpoint DEFAULT while it serves a version that nobody proved.",
            "Let them call the live endpoint; their grants should not hold DEFAULT."),
    OTHER_CONTROL_PLANE(
            "OtherControlPlane",
            NOTHING,
            "The runtime does not carry this control plane's tag, so that Slipway does not touch it.",
            "Set the tag slipway:control-plane as told, or remove the declaration."),
    RUNTIME_GONE(
            "RuntimeGone", NOTHING, "There is no runtime of the declared name.", "Make it, or change the declaration."),
    ORPHAN(
            "Orphan",
            NOTHING,
            "A runtime that this target has left is still there.",
            "Delete it when nobody calls it any more; Slipway deletes no runtime."),
    HELD_TOO_LONG(
            "HeldTooLong",
            NOTHING,
            "A hold has kept the target from rolling out for longer than the declaration allows.",
            "slipway release."),
    VETOED_TOO_LONG(
            "VetoedTooLong",
            NOTHING,
            "What the target should run has been vetoed for longer than the declaration allows.",
            "Push a better image, or: slipway veto lift."),
    UNREADABLE(
            "Unreadable",
            NOTHING,
            "The target could not be looked at, or its declaration in Parameter Store does not hold.",
            "Put right what the detail names; the next check looks again.");

    /** What a heal does about it; never what a push could not. */
    public enum Remedy {
        /** It is for a person. */
        NOTHING,
        /** The declaration is evaluated against ECR again, and Parameter Store written. */
        PUBLISHING,
        /** A rollout is asked for. */
        ROLLOUT,
        /** The rollout under way is seen to run. */
        WAKING
    }

    private final String word;
    private final Remedy healedBy;
    private final String meaning;
    private final String remedy;

    DriftReason(String word, Remedy healedBy, String meaning, String remedy) {
        this.word = word;
        this.healedBy = healedBy;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The word in events, metrics and documents. */
    public String word() {
        return word;
    }

    /** A sentence that says what disagrees with what. */
    public String meaning() {
        return meaning;
    }

    /** What a person does about it. */
    public String remedy() {
        return remedy;
    }

    public Remedy healedBy() {
        return healedBy;
    }
}
