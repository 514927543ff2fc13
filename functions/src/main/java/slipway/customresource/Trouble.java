package slipway.customresource;

import java.util.Arrays;
import java.util.stream.Collectors;
import slipway.failure.AwsFailure;

/**
 * What a resource threw, without what may be secret: a message may hold a property. What AWS refused is told, for an
 * {@link AwsFailure} is free of secrets.
 */
record Trouble(String sentence, String trace) {
    private static final int FRAMES = 8;

    static Trouble of(RuntimeException failure) {
        String sentence = failure instanceof AwsFailure aws
                ? aws.sentence()
                : "It ended in a " + failure.getClass().getSimpleName() + ".";
        return new Trouble(sentence, trace(failure));
    }

    private static String trace(Throwable failure) {
        String frames = Arrays.stream(failure.getStackTrace())
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
        Throwable cause = failure.getCause();
        String trace = failure.getClass().getName() + " at " + frames;
        return cause == null ? trace : trace + ", caused by " + trace(cause);
    }
}
