package slipway.local.iam;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The condition keys that calls here have. A policy that asks for another one could only be decided wrongly. */
final class Keys {
    private static final Set<String> KNOWN = Set.of(
            "aws:principalaccount",
            "aws:principalarn",
            "aws:principalisawsservice",
            "aws:principalservicename",
            "aws:principaltype",
            "aws:requestedregion",
            "aws:securetransport",
            "aws:sourceaccount",
            "aws:sourcearn",
            // What the policy that every new topic has asks for.
            "aws:sourceowner",
            "aws:tagkeys",
            "aws:userid",
            "aws:username",
            "cloudwatch:namespace",
            "events:detail-type",
            "events:source",
            // Of a service-linked role, which no call here makes.
            "iam:awsservicename",
            "iam:passedtoservice",
            "kms:calleraccount",
            "kms:viaservice",
            "lambda:functionurlauthtype",
            "lambda:invokedviafunctionurl",
            "sts:externalid",
            "sts:rolesessionname");
    /** Behind each of them stands the key of a tag, or of a pair of an encryption context. */
    private static final List<String> PREFIXES =
            List.of("aws:principaltag/", "aws:requesttag/", "aws:resourcetag/", "kms:encryptioncontext:");

    private Keys() {}

    /** @throws IllegalArgumentException for a key that no call here has */
    static void require(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        if (!KNOWN.contains(lower) && PREFIXES.stream().noneMatch(lower::startsWith)) {
            throw new IllegalArgumentException("The local cloud does not know the condition key '" + key + "'");
        }
    }

    /** The same for every variable in the text. */
    static void requireIn(String text) {
        Wildcard.variables(text).forEach(Keys::require);
    }
}
