package slipway.history;

import java.util.SplittableRandom;
import java.util.function.BiFunction;

/** The kinds of things that happen, each with how often it does beside the others. */
enum Kind {
    DELIVER(150, Traffic::deliver),
    DOUBLE(10, Traffic::twice),
    LOSE(10, Traffic::lose),
    VISIT(420, Traffic::visit),
    KILL(14, Traffic::kill),
    TOGETHER(64, Traffic::together),
    WAIT(26, Traffic::pass),
    SWEEP(10, Traffic::sweep),

    PUSH(52, Pushing::push),
    PUSH_BAD(16, Pushing::pushBad),
    PUSH_ELSEWHERE(7, Pushing::pushForAnotherPlatform),
    RETAG(12, Pushing::retag),
    REPLICATE(8, Pushing::replicate),
    DELETE_IMAGE(6, Pushing::delete),

    DECLARE(24, Owners::declare),
    REMOVE(7, Owners::remove),
    MISDECLARE(8, Owners::misdeclare),
    CONFIGURE(16, Owners::configure),
    UPDATE_STACK(8, Owners::updateStack),

    PIN(10, People::pin),
    UNPIN(8, People::unpin),
    APPROVE(12, People::approve),
    REJECT(8, People::reject),
    ABORT(8, People::abort),
    RETRY(14, People::retry),
    ROLLBACK(14, People::rollback),
    HOLD(10, People::hold),
    RELEASE(24, People::release),
    VETO_LIFT(14, People::liftVeto),
    ADOPT(10, People::adopt),
    WRITE_DESIRED(10, People::write),

    EDIT(7, Strangers::edit),
    MOVE_LIVE(6, Strangers::moveLive),
    MOVE_CANDIDATE(8, Strangers::moveCandidate),
    DELETE_VERSION(8, Strangers::deleteVersion),
    UNTAG(4, Strangers::untag),
    TAG(40, Strangers::tag),

    RING(26, Services::ring),
    SILENCE(14, Services::silence),
    VERSION_FAILS(4, Services::failVersion),
    ENDPOINT_FAILS(8, Services::failEndpoint),
    SLOW(8, Services::slow),
    UNREACHABLE(5, Services::unreachable),
    REACHABLE(20, Services::reachable);

    private static final Kind[] KINDS = values();
    private static final Kind[] SELDOM = {
        DELIVER, DELIVER, KILL, UPDATE_STACK, MOVE_LIVE, MOVE_CANDIDATE, DELETE_VERSION
    };
    private static final int ALL = all();

    private final int share;

    @SuppressWarnings("ImmutableEnumChecker") // What happens is a method, and keeps nothing.
    private final BiFunction<Scene, SplittableRandom, Deed> act;

    Kind(int share, BiFunction<Scene, SplittableRandom, Deed> act) {
        this.share = share;
        this.act = act;
    }

    private static int all() {
        int all = 0;
        for (Kind kind : values()) {
            all += kind.share;
        }
        return all;
    }

    static Kind any(SplittableRandom random) {
        int left = random.nextInt(ALL);
        for (Kind kind : KINDS) {
            left -= kind.share;
            if (left < 0) {
                return kind;
            }
        }
        throw new AssertionError("the shares do not add up");
    }

    /** Any that does not itself carry executions on. */
    static Kind meddling(SplittableRandom random) {
        int roll = random.nextInt(KINDS.length + SELDOM.length);
        Kind kind = roll < KINDS.length ? KINDS[roll] : SELDOM[roll - KINDS.length];
        return kind == VISIT ? DELIVER : kind;
    }

    Deed happen(Scene scene, SplittableRandom random) {
        return act.apply(scene, random);
    }

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
