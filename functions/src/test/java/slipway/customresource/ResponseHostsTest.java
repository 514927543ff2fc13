package slipway.customresource;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHostsTest {
    private static final String BUCKET = "cloudformation-custom-resource-response-";
    private static final URI LOCAL = URI.create("http://127.0.0.1:4566");

    @ParameterizedTest
    @CsvSource({
        "us-east-1, https://" + BUCKET + "useast1.s3.amazonaws.com/a?b=c",
        "us-east-1, https://" + BUCKET + "useast1.s3.us-east-1.amazonaws.com/a?b=c",
        "eu-central-1, https://" + BUCKET + "eucentral1.s3.eu-central-1.amazonaws.com/a",
        "eu-central-1, https://" + BUCKET + "eucentral1.s3-eu-central-1.amazonaws.com:443/a",
        "us-gov-west-1, https://" + BUCKET + "usgovwest1.s3.us-gov-west-1.amazonaws.com/a",
        "cn-north-1, https://" + BUCKET + "cnnorth1.s3.cn-north-1.amazonaws.com.cn/a",
    })
    void cloudFormationsBucketOfTheRegionIsAnswered(String region, URI url) {
        assertThat(new ResponseHosts(region, Optional.empty()).allow(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://" + BUCKET + "eucentral1.s3.amazonaws.com/a",
                "https://" + BUCKET + "useast1.s3.amazonaws.com/another-region",
                "https://" + BUCKET + "evil.s3.eu-central-1.amazonaws.com/a",
                "https://" + BUCKET + "eucentral1.s3.eu-west-1.amazonaws.com/a",
                "https://" + BUCKET + "eucentral1.s3.amazonaws.com.example.com/a",
                "https://" + BUCKET + "eucentral1.s3.amazonaws.com:8443/a",
                "https://example.com/" + BUCKET + "eucentral1.s3.amazonaws.com/a",
                "https://example.com@" + BUCKET + "eucentral1.s3.amazonaws.com/a",
                "https://x." + BUCKET + "eucentral1.s3.amazonaws.com/a",
                "https://" + BUCKET + "eucentral1xs3.amazonaws.com/a",
                "https://169.254.169.254/latest/meta-data",
                "http://127.0.0.1:4566/_cloudformation/response/1",
                "file:///etc/passwd",
                "a",
            })
    void nobodyElseIs(URI url) {
        assertThat(new ResponseHosts("eu-central-1", Optional.empty()).allow(url))
                .isFalse();
    }

    @Test
    void whereAwsIsAtAnotherAddressThatIsAnsweredToo() {
        ResponseHosts hosts = new ResponseHosts("eu-central-1", Optional.of(LOCAL));
        assertThat(hosts.allow(URI.create("http://127.0.0.1:4566/_cloudformation/response/1?X-Amz-Date=2")))
                .isTrue();
        assertThat(hosts.allow(URI.create("http://127.0.0.1:4567/_cloudformation/response/1")))
                .isFalse();
        assertThat(hosts.allow(URI.create("http://127.0.0.2:4566/_cloudformation/response/1")))
                .isFalse();
        assertThat(hosts.allow(URI.create("https://" + BUCKET + "eucentral1.s3.amazonaws.com/a")))
                .isTrue();
    }
}
