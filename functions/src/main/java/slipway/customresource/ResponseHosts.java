package slipway.customresource;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where answers may go: to CloudFormation's own bucket of this Region, by either of S3's forms, and nowhere else; a URL
 * comes from outside, and whatever stood behind it would be sent what the resource tells.
 *
 * <p>The bucket is named after the Region without its hyphens
 * (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-vpce-bucketnames.html).
 */
public final class ResponseHosts {
    private static final int HTTPS = 443;

    private final Pattern host;
    private final Optional<URI> local;

    /** @param local where AWS's services are, if not at AWS's own addresses */
    public ResponseHosts(String region, Optional<URI> local) {
        this.host = Pattern.compile("cloudformation-custom-resource-response-"
                + Pattern.quote(region.replace("-", ""))
                + "\\.s3([.-]"
                + Pattern.quote(region)
                + ")?\\.amazonaws\\.com(\\.cn)?");
        this.local = local;
    }

    boolean allow(URI url) {
        if (url.getHost() == null || url.getRawUserInfo() != null) {
            return false;
        }
        return isCloudFormations(url) || local.filter(at -> isSame(at, url)).isPresent();
    }

    private boolean isCloudFormations(URI url) {
        return "https".equalsIgnoreCase(url.getScheme())
                && (url.getPort() == -1 || url.getPort() == HTTPS)
                && host.matcher(url.getHost().toLowerCase(Locale.ROOT)).matches();
    }

    private static boolean isSame(URI one, URI other) {
        return one.getHost().equalsIgnoreCase(other.getHost())
                && one.getPort() == other.getPort()
                && one.getScheme().equalsIgnoreCase(other.getScheme());
    }
}
