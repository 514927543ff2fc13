package slipway.operate;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** What a person asks of the operator. */
sealed interface Request permits Order, LookOrder, RebuildOrder {

    /** @throws Refused naming everything that is wrong with the request */
    static Request of(UrlRequest request) {
        Members members = Members.of(request.body());
        Optional<BiFunction<Members, UrlRequest, Optional<Request>>> reader = members.oneOf("verb", readers());
        return members.whole(reader.isPresent() ? reader.get().apply(members, request) : Order.unread(members));
    }

    private static Map<String, BiFunction<Members, UrlRequest, Optional<Request>>> readers() {
        Map<String, BiFunction<Members, UrlRequest, Optional<Request>>> readers = new TreeMap<>();
        Verb.WORDS.forEach((word, verb) -> readers.put(
                word, (members, request) -> Order.of(verb, members, request).map(order -> order)));
        readers.put(
                LookOrder.VERB,
                (members, request) -> LookOrder.of(members, request).map(order -> order));
        readers.put(
                RebuildOrder.VERB,
                (members, request) -> RebuildOrder.of(members, request).map(order -> order));
        return readers;
    }
}
