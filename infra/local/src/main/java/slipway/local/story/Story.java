package slipway.local.story;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import slipway.local.LocalCloud;
import slipway.local.edge.Place;

/** Tells the chapters one after the other, and a table of them at the end. */
public final class Story {

    private final Scene scene;
    private final PrintStream out;
    private final List<Chapter> chapters = chapters();

    public Story(LocalCloud cloud, Place place, PrintStream out) {
        this.scene = new Scene(cloud, place, out);
        this.out = out;
    }

    static List<Chapter> chapters() {
        return Stream.of(
                        Pushes.chapters(),
                        Failures.chapters(),
                        Troubles.chapters(),
                        Bakes.chapters(),
                        People.chapters(),
                        StackChanges.chapters(),
                        StackEnds.chapters(),
                        Drifts.chapters())
                .flatMap(List::stream)
                .toList();
    }

    /** A line of the table. */
    private record Told(int number, String title, Chapter.Ended ended, Duration took) {}

    /** @return how many chapters ended as they must, of {@link #size()} */
    public int tell() {
        List<Told> told = new ArrayList<>();
        for (Chapter chapter : chapters) {
            out.printf("%n%2d  %s%n", told.size() + 1, chapter.title());
            long began = System.nanoTime();
            try {
                Chapter.Ended ended = chapter.tell(scene);
                told.add(
                        new Told(told.size() + 1, chapter.title(), ended, Duration.ofNanos(System.nanoTime() - began)));
            } catch (StoryFailed e) {
                out.printf("    ✗ %s%n", e.getMessage());
                scene.complaints().forEach(line -> out.printf("      %s%n", line));
                break;
            }
        }
        table(told);
        out.printf("%nchapters %d of %d%n", told.size(), chapters.size());
        out.flush();
        return told.size();
    }

    public int size() {
        return chapters.size();
    }

    private void table(List<Told> told) {
        out.printf(
                "%n%3s  %-20s %-10s %-12s %-20s %-10s %s%n",
                "", "target", "image", "outcome", "reason", "versions", "took");
        told.forEach(t -> out.printf(
                "%3d  %-20s %-10s %-12s %-20s %-10s %.1f s%n",
                t.number(),
                t.ended().target(),
                t.ended().image(),
                t.ended().outcome(),
                t.ended().reason(),
                t.ended().versions(),
                t.took().toMillis() / 1000.0));
    }
}
