package slipway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.agentruntime.Wiretap;
import slipway.failure.AwsFailure;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;

class EcrImagesTest {
    private final Image image = Samples.image("1.4.2", "a");
    private final Wiretap aws = new Wiretap();
    private final SdkHttpClient http = UrlConnectionHttpClient.builder()
            .socketTimeout(Duration.ofSeconds(2))
            .build();
    private final Images images = new EcrImages(
            EcrClient.builder()
                    .endpointOverride(aws.uri())
                    .region(Region.EU_CENTRAL_1)
                    .credentialsProvider(Wiretap.CREDENTIALS)
                    .httpClient(http)
                    .build(),
            http,
            "eu-central-1");

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void asksTheDeclaredRegistryForTheTag() {
        aws.reply(200, "{'imageDetails': [%s]}".formatted(detail("a")));
        assertThat(images.find(Samples.SUPPORT, new Tag("1.4.2"))).contains(new Found(image, Samples.NOON));
        assertThat(aws.received().getFirst().body())
                .contains("\"registryId\":\"111122223333\"", "\"repositoryName\":\"agents/support\"")
                .contains("\"imageTag\":\"1.4.2\"");
    }

    @Test
    void whatEcrDoesNotHoldIsNone() {
        aws.reply(400, "ImageNotFoundException", "{'message': 'no'}");
        assertThat(images.find(Samples.SUPPORT, new Tag("1.4.2"))).isEmpty();
        aws.reply(400, "RepositoryNotFoundException", "{'message': 'no'}");
        assertThat(images.list(Samples.SUPPORT)).isEmpty();
    }

    @Test
    void aDenialIsNotNothing() {
        aws.reply(400, "AccessDeniedException", "{'message': 'no'}");
        assertThatThrownBy(() -> images.find(Samples.SUPPORT, new Tag("1.4.2")))
                .isInstanceOfSatisfying(
                        AwsFailure.class, failure -> assertThat(failure.kind()).isEqualTo(AwsFailure.Kind.DENIED));
    }

    @Test
    void anotherRegionIsNotAsked() {
        var elsewhere = new Repository("111122223333", "us-east-1", "agents/support");
        assertThat(images.find(elsewhere, new Tag("1.4.2"))).isEmpty();
        assertThat(images.list(elsewhere)).isEmpty();
        assertThat(aws.received()).isEmpty();
    }

    @Test
    void listsEveryTagOfEveryPage() {
        aws.reply(200, "{'imageDetails': [%s], 'nextToken': 'more'}".formatted(detail("a")));
        aws.reply(200, "{'imageDetails': [%s]}".formatted(detail("b")));
        assertThat(images.list(Samples.SUPPORT))
                .extracting(found -> found.image().tag() + " "
                        + found.image().digest().shortForm().charAt(0))
                .containsExactly("1.4.2 a", "main a", "1.4.2 b", "main b");
    }

    @Test
    void anIndexNamesItsPlatformsAndAnAttestationIsNone() {
        aws.reply(200, "{'imageDetails': [%s]}".formatted(detail("a")));
        manifest("{'manifests': [{'platform': {'os': 'linux', 'architecture': 'arm64'}, 'digest': 'sha256:%s'},"
                        .formatted("c".repeat(64))
                + " {'platform': {'os': 'linux', 'architecture': 'amd64'}},"
                + " {'platform': {'os': 'unknown', 'architecture': 'unknown'}}]}");
        aws.reply(200, "{'imageDetails': [%s]}".formatted(detail("c").replace("1234", "4321")));
        var details = images.describe(image).orElseThrow();
        assertThat(details.platforms()).containsExactlyInAnyOrder("linux/arm64", "linux/amd64");
        assertThat(details.status()).isEqualTo("ACTIVE");
        // The size of the image that is run, not that of the index.
        assertThat(details.sizeBytes()).isEqualTo(4321);
        assertThat(details.tags()).containsExactly(new Tag("1.4.2"), new Tag("main"));
    }

    @Test
    void aSingleImageSaysItsPlatformInItsConfiguration() {
        aws.reply(200, "{'imageDetails': [%s]}".formatted(detail("a")));
        manifest("{'config': {'digest': 'sha256:c'}}");
        aws.reply(200, "{'downloadUrl': '%s/layer?signature=a%%2Fb'}".formatted(aws.uri()));
        aws.reply(200, "{'os': 'linux', 'architecture': 'arm64'}");
        assertThat(images.describe(image).orElseThrow().platforms()).containsExactly("linux/arm64");
        var download = aws.received().getLast();
        assertThat(download.path() + "?" + download.query()).isEqualTo("/layer?signature=a%2Fb");
        assertThat(download.header("Authorization")).isEmpty();
    }

    @Test
    void whatIsNoImageIsBuiltForNoPlatform() {
        aws.reply(200, "{'imageDetails': [%s]}".formatted(detail("a")));
        manifest("{'config': {'digest': 'sha256:c'}}");
        aws.reply(200, "{'downloadUrl': '%s/layer'}".formatted(aws.uri()));
        aws.reply(200, "not JSON");
        assertThat(images.describe(image).orElseThrow().platforms()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'manifests': [{'platform': {'os': 'linux', 'architecture': 'arm64'}, 'digest': '../../etc/passwd'}]}",
                "{'manifests': [{'platform': {'os': 'linux', 'architecture': 'arm64'}}]}",
                "{'manifests': [{'platform': {'os': 'linux', 'architecture': 'x ERROR forged'}, 'digest': 1}]}",
                "{'manifests': {'platform': 7}, 'config': ['sha256:c']}",
                "[1, 2]",
                "null",
                "DEEP",
            })
    void aManifestThatWasMadeToHarmIsBuiltForNoPlatform(String manifest) {
        aws.reply(200, "{'imageDetails': [%s]}".formatted(detail("a")));
        manifest(manifest.replace("DEEP", "[".repeat(200_000)));
        assertThat(images.describe(image).orElseThrow().platforms()).isEmpty();
    }

    @Test
    void aConfigurationThatNeverEndsIsReadToItsBound() {
        aws.reply(200, "{'imageDetails': [%s]}".formatted(detail("a")));
        manifest("{'config': {'digest': 'sha256:c'}}");
        aws.reply(200, "{'downloadUrl': '%s/layer'}".formatted(aws.uri()));
        aws.reply(200, "{'os': 'linux', 'architecture': 'arm64', 'history': '%s'}".formatted("x".repeat(5_000_000)));
        assertThat(images.describe(image).orElseThrow().platforms()).isEmpty();
    }

    @Test
    void aRedirectOfTheConfigurationIsNotFollowed() {
        aws.reply(200, "{'imageDetails': [%s]}".formatted(detail("a")));
        manifest("{'config': {'digest': 'sha256:c'}}");
        aws.reply(200, "{'downloadUrl': '%s/layer'}".formatted(aws.uri()));
        aws.reply(exchange -> {
            exchange.getResponseHeaders().set("Location", "/latest/meta-data/iam/security-credentials/");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        assertThatThrownBy(() -> images.describe(image)).isInstanceOf(AwsFailure.class);
        assertThat(aws.received()).extracting(Wiretap.Received::path).noneMatch(path -> path.startsWith("/latest"));
    }

    private void manifest(String manifest) {
        aws.reply(200, "{'images': [{'imageManifest': '%s'}]}".formatted(manifest.replace("'", "\\'")));
    }

    private static String detail(String digit) {
        return "{'imageDigest': '%s', 'imageTags': ['1.4.2', 'main'], 'imageSizeInBytes': 1234, 'imagePushedAt': %d}"
                .formatted(Samples.digest(digit), Samples.NOON.getEpochSecond());
    }
}
