package slipway.cli.doctor.check;

import java.util.List;

/** One thing that keeps a setup from working. It is looked for, and nothing is changed. */
public interface Check {
    /** What is looked at, in a word or two: unique, and the same in every version. */
    String name();

    /**
     * Looks, and tells what is wrong; nothing, where all is well.
     *
     * @throws slipway.failure.AwsFailure where AWS does not answer, as does an exception of the SDK
     * @throws slipway.cli.failure.Failure where the control plane does not
     */
    List<Finding> look();
}
