package slipway.local.iam;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the policies of one kind say of a question.
 *
 * @param deciding the statements that make the verdict: those that deny where one does, else those that allow
 */
record Opinion(Verdict verdict, List<Match> deciding) {
    /** No policy has to be asked. */
    static final Opinion ALLOWED = new Opinion(Verdict.ALLOWED, List.of());

    /** There is no policy to ask. */
    static final Opinion SILENT = new Opinion(Verdict.SILENT, List.of());

    /** A statement that applies, and the policy that it stands in. */
    record Match(Policy policy, Statement statement) {}

    static Opinion of(List<Policy> policies, Question question) {
        return of(policies, question, any -> true);
    }

    /** @param speaking whether a statement speaks of the caller at all */
    static Opinion of(List<Policy> policies, Question question, Predicate<Statement> speaking) {
        List<Match> applying = policies.stream()
                .flatMap(policy -> policy.document().statements().stream()
                        .filter(statement -> speaking.test(statement) && statement.applies(question))
                        .map(statement -> new Match(policy, statement)))
                .toList();
        List<Match> denying =
                applying.stream().filter(match -> !match.statement().allows()).toList();
        if (!denying.isEmpty()) {
            return new Opinion(Verdict.DENIED, denying);
        }
        return new Opinion(applying.isEmpty() ? Verdict.SILENT : Verdict.ALLOWED, applying);
    }

    boolean allows() {
        return verdict == Verdict.ALLOWED;
    }

    boolean denies() {
        return verdict == Verdict.DENIED;
    }

    Stream<Statement> statements() {
        return deciding.stream().map(Match::statement);
    }
}
