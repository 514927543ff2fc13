package slipway.local.dynamodb;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import slipway.local.edge.Authorizer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;

/**
 * The customers' keys that encrypt tables. DynamoDB decrypts a table's own key for whoever reads or writes, so each of
 * them needs the customer's key, by way of DynamoDB. It remembers that for five minutes; here each access is asked for.
 */
public final class TableKeys {
    private final String via;
    private final Authorizer authorizer;
    private final Map<String, String> keyByTable = new ConcurrentHashMap<>();

    public TableKeys(Place place, Authorizer authorizer) {
        this.via = "dynamodb.%s.amazonaws.com".formatted(place.region());
        this.authorizer = authorizer;
    }

    void encrypt(String tableArn, String keyArn) {
        keyByTable.put(tableArn, keyArn);
    }

    /**
     * Lets through who may decrypt with the key of the table; a table of AWS's own key asks nobody.
     *
     * @param resource a table's ARN, or that of an index of it
     */
    void require(Caller caller, String resource) {
        String key = keyByTable.get(resource.replaceFirst("/index/.*$", ""));
        if (key != null) {
            try {
                authorizer.authorize(caller, "kms:Decrypt", key, Map.of("kms:ViaService", via));
            } catch (AwsError e) {
                throw new AwsError(400, e.code(), "KMS key access denied error: " + e.text());
            }
        }
    }
}
