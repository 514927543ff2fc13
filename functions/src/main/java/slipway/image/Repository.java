package slipway.image;

import java.util.regex.Pattern;

/** An ECR repository: the account and the Region of its registry, and its name. */
public record Repository(String account, String region, String name) {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,8}(-[a-z]{2,16}){1,3}-[0-9]{1,2}");
    private static final Pattern PART = Pattern.compile("[a-z0-9]++(?:[._-][a-z0-9]++)*+");
    private static final int LONGEST_REGION = 40;
    private static final int SHORTEST_NAME = 2;
    private static final int LONGEST_NAME = 256;

    public Repository {
        if (!ACCOUNT.matcher(account).matches()) {
            throw new InvalidImage("account", account, "write the registry's 12 digits");
        }
        if (region.length() > LONGEST_REGION || !REGION.matcher(region).matches()) {
            throw new InvalidImage("region", region, "write the registry's Region, such as eu-central-1");
        }
        var fits = name.length() >= SHORTEST_NAME && name.length() <= LONGEST_NAME;
        if (!fits || !nameMatches(name)) {
            throw new InvalidImage("name", name, "write the repository's name as ECR shows it, such as agents/support");
        }
    }

    private static boolean nameMatches(String name) {
        for (var part : name.split("/", -1)) {
            if (!PART.matcher(part).matches()) {
                return false;
            }
        }
        return true;
    }

    /** The registry's host name. */
    public String host() {
        return "%s.dkr.ecr.%s.%s".formatted(account, region, domain());
    }

    /** The repository as a client of the registry names it: host and name. */
    public String uri() {
        return host() + "/" + name;
    }

    private String domain() {
        if (region.startsWith("cn-")) {
            return "amazonaws.com.cn";
        }
        return region.startsWith("eusc-") ? "amazonaws.eu" : "amazonaws.com";
    }

    @Override
    public String toString() {
        return uri();
    }
}
