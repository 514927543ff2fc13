package slipway.local.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import slipway.local.dynamodb.Engine;
import slipway.local.page.ControlPlane.Declared;

/** The ledgers of all control planes. Who writes into one does so by a call, so it is read again only after one. */
final class Ledgers {
    private final Engine tables;
    private Map<String, List<String>> targets = Map.of();
    private long calls;
    private Map<String, Ledger> read = Map.of();

    Ledgers(Engine tables) {
        this.tables = tables;
    }

    /** @param last the number of the last call that ended, whatever it was */
    Map<String, Ledger> of(List<Declared> declared, long last) {
        Map<String, List<String>> wanted = new TreeMap<>();
        declared.forEach(one -> wanted.computeIfAbsent(one.plane().ledger(), _ -> new ArrayList<>())
                .add(one.target()));
        if (last != calls || !wanted.equals(targets)) {
            read = new HashMap<>();
            wanted.forEach((table, names) -> read.put(table, Ledger.read(tables, table, names)));
            targets = wanted;
            calls = last;
        }
        return read;
    }
}
