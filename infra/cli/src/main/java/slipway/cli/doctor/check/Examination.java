package slipway.cli.doctor.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Makes checks, several at a time; none keeps another from being made. */
public final class Examination {
    /** Enough to wait for several services at once, and few enough to stay below the rates of each. */
    private static final int AT_ONCE = 6;

    private Examination() {}

    /**
     * Makes them all.
     *
     * @param ended hears of each one as it ends, one at a time
     * @return what all of them came to, in the order in which they ended
     */
    public static List<Report> of(List<Check> checks, Consumer<Report> ended) {
        var reports = new ArrayList<Report>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var running = new ExecutorCompletionService<Report>(threads);
            checks.forEach(check -> running.submit(() -> Report.of(check)));
            while (reports.size() < checks.size()) {
                var report = running.take().get();
                reports.add(report);
                ended.accept(report);
            }
        } catch (ExecutionException defect) {
            throw new IllegalStateException(defect.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return reports;
    }
}
