package slipway.local.lambda;

/** Takes what functions write to their standard output and error, line by line, from many threads. */
@FunctionalInterface
public interface LogSink {
    void line(String logGroup, String functionName, String line);
}
