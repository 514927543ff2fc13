package slipway.local.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import slipway.local.agentcore.AgentSessions;
import slipway.local.edge.CallLog;
import slipway.local.edge.Caller;
import slipway.local.edge.Edge;
import slipway.local.edge.Faults;
import slipway.local.edge.Identities;
import slipway.local.edge.Place;
import slipway.local.edge.ServiceDouble;
import slipway.local.time.ScaledClock;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** An edge with the doubles that one contract needs, and clients as the functions build them. */
final class Edged implements AutoCloseable {
    static final Place PLACE = new Place("111122223333", "eu-central-1");
    static final AwsCredentialsProvider ADMINISTRATOR =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    static final SdkHttpClient HTTP = UrlConnectionHttpClient.create();

    final ScaledClock clock = new ScaledClock(100);
    final Edge edge;
    private final Identities identities = new Identities(PLACE);

    Edged() {
        try {
            edge = new Edge(
                    0,
                    identities,
                    (Caller caller, String action, String resource, Map<String, String> context) -> {},
                    new Faults(identities, clock),
                    new CallLog(100),
                    clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Edged with(ServiceDouble service) {
        edge.register(service);
        return this;
    }

    URI uri() {
        return edge.uri();
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return client(builder, ADMINISTRATOR);
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, AwsCredentialsProvider credentials) {
        return builder.endpointOverride(uri())
                .region(Region.of(PLACE.region()))
                .credentialsProvider(credentials)
                .httpClient(HTTP)
                .build();
    }

    /** What agents call this edge with. */
    AgentSessions sessions() {
        return new AgentSessions(
                identities, (role, service, session) -> Caller.RoleSession.of(role, session), this::uri);
    }

    /** Credentials of a session of the role. */
    AwsCredentialsProvider as(String role) {
        Identities.Key key = identities.issue(new Caller.RoleSession(
                "arn:aws:iam::111122223333:role/" + role,
                "arn:aws:sts::111122223333:assumed-role/" + role + "/session"));
        return StaticCredentialsProvider.create(
                AwsSessionCredentials.create(key.accessKeyId(), key.secretAccessKey(), key.sessionToken()));
    }

    @Override
    public void close() {
        edge.close();
        clock.close();
    }
}
