package slipway.cli;

import java.io.IOException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import slipway.local.grants.GrantRecords;

/** Each integration test records the grants that it uses. */
public final class RecordedGrants implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        GrantRecords.record(context.getRequiredTestClass());
    }
}
