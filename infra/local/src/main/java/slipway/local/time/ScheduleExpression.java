package slipway.local.time;

import com.cronutils.model.definition.CronConstraintsFactory;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When something is due: {@code rate(15 minutes)}, {@code cron(0 9 ? * MON-FRI *)} or {@code at(2026-11-21T17:00:00)}.
 *
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">Schedule types</a>
 */
public sealed interface ScheduleExpression {
    /** Six fields as AWS has them: Sunday is 1, and one of the two fields for days is a question mark. */
    CronDefinition CRON = CronDefinitionBuilder.defineCron()
            .withMinutes()
            .and()
            .withHours()
            .and()
            .withDayOfMonth()
            .supportsL()
            .supportsW()
            .supportsLW()
            .supportsQuestionMark()
            .and()
            .withMonth()
            .and()
            .withDayOfWeek()
            .withValidRange(1, 7)
            .withMondayDoWValue(2)
            .supportsHash()
            .supportsL()
            .supportsQuestionMark()
            .and()
            .withYear()
            .withValidRange(1970, 2199)
            .and()
            .withCronValidation(CronConstraintsFactory.ensureEitherDayOfWeekOrDayOfMonth())
            .instance();

    Pattern WRITTEN = Pattern.compile("(rate|cron|at)\\((.+)\\)");
    Pattern RATE = Pattern.compile("([1-9]\\d{0,8}) (minute|hour|day)s?");
    Map<String, Duration> UNITS =
            Map.of("minute", Duration.ofMinutes(1), "hour", Duration.ofHours(1), "day", Duration.ofDays(1));

    /** The first time after this one; empty when there is none any more. */
    Optional<Instant> next(Instant after);

    /** Again and again, the first time when it began. */
    record Rate(Duration every, Instant began) implements ScheduleExpression {
        @Override
        public Optional<Instant> next(Instant after) {
            if (after.isBefore(began)) {
                return Optional.of(began);
            }
            long passed = Duration.between(began, after).dividedBy(every);
            return Optional.of(began.plus(every.multipliedBy(passed + 1)));
        }
    }

    /** By the calendar of a time zone. */
    record Cron(ExecutionTime times, ZoneId zone) implements ScheduleExpression {
        @Override
        public Optional<Instant> next(Instant after) {
            return times.nextExecution(after.atZone(zone)).map(Instant::from);
        }
    }

    /** Once. */
    record At(Instant time) implements ScheduleExpression {
        @Override
        public Optional<Instant> next(Instant after) {
            return Optional.of(time).filter(after::isBefore);
        }
    }

    /** What is due between two times, both included. */
    record Within(ScheduleExpression times, Instant start, Instant end) implements ScheduleExpression {
        @Override
        public Optional<Instant> next(Instant after) {
            Instant before = start.minusMillis(1);
            return times.next(after.isBefore(before) ? before : after).filter(due -> !due.isAfter(end));
        }
    }

    /**
     * @param zone what a cron expression and a time are read in
     * @param began when a rate began
     * @throws IllegalArgumentException saying what is wrong with the text
     */
    static ScheduleExpression parse(String text, ZoneId zone, Instant began) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no rate(...), cron(...) or at(...)");
        }
        String inside = written.group(2);
        try {
            return switch (written.group(1)) {
                case "rate" -> new Rate(rate(inside), began);
                case "cron" -> new Cron(ExecutionTime.forCron(new CronParser(CRON).parse(inside)), zone);
                default -> new At(LocalDateTime.parse(inside).atZone(zone).toInstant());
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not valid: " + e.getMessage(), e);
        }
    }

    private static Duration rate(String inside) {
        Matcher rate = RATE.matcher(inside);
        Duration unit = rate.matches() ? UNITS.get(rate.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("a rate is a number and minutes, hours or days");
        }
        return unit.multipliedBy(Long.parseLong(rate.group(1)));
    }
}
