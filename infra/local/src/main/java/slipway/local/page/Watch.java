package slipway.local.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import slipway.local.bus.Archived;
import slipway.local.bus.Bus;
import slipway.local.edge.CallLog;
import slipway.local.edge.LoggedCall;
import slipway.local.page.Snapshot.DeadLetters;
import slipway.local.page.Snapshot.Denial;
import slipway.local.page.Snapshot.Denials;
import slipway.local.page.Snapshot.Happening;
import slipway.local.page.Snapshot.Letter;
import slipway.local.sqs.Message;
import slipway.local.sqs.Queues;

/** What goes by: calls that were refused, messages that nobody could handle, events. */
final class Watch {
    private static final int LAST_DENIALS = 12;
    private static final int LAST_LETTERS = 5;
    private static final int LAST_EVENTS = 20;
    private static final int FORBIDDEN = 403;
    private static final List<String> ABOUT = List.of(
            "/rollout",
            "/target",
            "/outcome",
            "/reason",
            "/repository-name",
            "/image-tag",
            "/operation",
            "/name",
            "/status",
            "/alarmName",
            "/state/value");

    private final Bus bus;
    private final Queues queues;
    private final Deque<Denial> denied = new ArrayDeque<>();
    private long denials;
    private long calls;

    /** Notes refused calls from now on. */
    Watch(CallLog calls, Bus bus, Queues queues) {
        this.bus = bus;
        this.queues = queues;
        var _ = calls.subscribe(this::note);
    }

    private synchronized void note(LoggedCall call) {
        calls = call.number();
        List<LoggedCall.Ask> refused =
                call.asks().stream().filter(ask -> !ask.allowed()).toList();
        if (refused.isEmpty() && call.status() != FORBIDDEN) {
            return;
        }
        boolean asked = !refused.isEmpty();
        denials++;
        denied.addFirst(new Denial(
                call.number(),
                call.at().toEpochMilli(),
                Words.caller(call.caller()),
                Words.cut(asked ? refused.getFirst().action() : call.service() + " " + call.method()),
                Words.cut(asked ? refused.getFirst().resource() : call.path()),
                call.error()));
        if (denied.size() > LAST_DENIALS) {
            denied.removeLast();
        }
    }

    /** The number of the last call that ended. */
    synchronized long calls() {
        return calls;
    }

    synchronized Denials denials() {
        return new Denials(denials, List.copyOf(denied));
    }

    /** Dead-letter queues, by what a queue's redrive says and by their names: rules and functions have some, too. */
    List<DeadLetters> deadLetters() {
        var redriven = queues.deadLetterQueues();
        return queues.messages().entrySet().stream()
                .filter(queue ->
                        redriven.contains(queue.getKey()) || queue.getKey().matches("(?i).*(dead-?letter|dlq).*"))
                .map(queue -> new DeadLetters(queue.getKey(), queue.getValue().size(), last(queue.getValue())))
                .toList();
    }

    private static List<Letter> last(List<Message> messages) {
        return messages.reversed().stream()
                .limit(LAST_LETTERS)
                .map(message -> new Letter(message.id(), message.sent().toEpochMilli(), Words.cut(message.body())))
                .toList();
    }

    /** The last events of all buses. */
    List<Happening> events() {
        List<Happening> last = new ArrayList<>();
        for (String name : bus.names()) {
            bus.archived(name).reversed().stream()
                    .limit(LAST_EVENTS)
                    .map(event -> happening(name, event))
                    .forEach(last::add);
        }
        return last.stream()
                .sorted(Comparator.comparingLong(Happening::at).reversed())
                .limit(LAST_EVENTS)
                .toList();
    }

    private static Happening happening(String bus, Archived archived) {
        ObjectNode event = archived.event();
        return new Happening(
                event.path("id").asText(),
                Words.timeOrZero(event.path("time")),
                bus,
                Words.text(event.path("source")),
                Words.text(event.path("detail-type")),
                about(event),
                archived.rules());
    }

    private static String about(ObjectNode event) {
        Stream<String> words = ABOUT.stream()
                .map(member -> event.at("/detail" + member))
                .filter(member -> member.isTextual() && !member.textValue().isBlank())
                .map(Words::text);
        return String.join(" · ", words.toList());
    }
}
