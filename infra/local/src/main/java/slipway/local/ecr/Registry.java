package slipway.local.ecr;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Answer;
import slipway.local.edge.Authorizer;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Incoming;
import slipway.local.edge.PlainHandler;

/** The registry's HTTP API, version 2: what {@code docker push} and every other client speaks. */
public final class Registry implements PlainHandler {
    private static final Pattern BLOB = Pattern.compile("/v2/(.+)/blobs/(sha256:[0-9a-f]{64})");
    private static final Pattern UPLOAD = Pattern.compile("/v2/(.+)/blobs/uploads/([^/]*)");
    private static final Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/([^/]+)");
    private static final Pattern TAGS = Pattern.compile("/v2/(.+)/tags/list");

    /** What each way to upload asks IAM for. */
    private static final Map<String, String> UPLOADING =
            Map.of("POST", "InitiateLayerUpload", "PUT", "CompleteLayerUpload");

    private static final int LARGEST_PAGE = 1000;

    private final Repositories repositories;
    private final Passwords passwords;
    private final Authorizer authorizer;
    private final Map<String, String> downloads;
    private final Uploads uploads = new Uploads();

    Registry(Repositories repositories, Passwords passwords, Authorizer authorizer, Map<String, String> downloads) {
        this.repositories = repositories;
        this.passwords = passwords;
        this.authorizer = authorizer;
        this.downloads = downloads;
    }

    /** One request of a client, its path decoded and its body read. */
    public record Request(
            String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {}

    /** To be mounted at {@code /v2/}. */
    @Override
    public Answer handle(Incoming request) throws IOException {
        String path = URLDecoder.decode(request.path().replace("+", "%2B"), UTF_8);
        byte[] body = request.body().readAllBytes();
        return answer(new Request(request.method(), path, request.query(), request.headers(), body));
    }

    /** The registry's answer, errors included. */
    public Answer answer(Request request) {
        try {
            Matcher blob = BLOB.matcher(request.path());
            if (blob.matches() && isTicket(request, blob.group(1), blob.group(2))) {
                return blob(request, blob.group(1), blob.group(2));
            }
            Optional<Caller> caller = passwords.caller(request.headers().get("authorization"));
            return caller.isEmpty() ? unauthorized() : route(request, caller.get());
        } catch (AwsError e) {
            return error(e);
        }
    }

    private boolean isTicket(Request request, String repository, String digest) {
        String ticket = request.query().get("ticket");
        return ticket != null && (repository + "/" + digest).equals(downloads.get(ticket));
    }

    private Answer route(Request request, Caller caller) {
        if (request.path().equals("/v2/") || request.path().equals("/v2")) {
            return json(200, JsonNodeFactory.instance.objectNode());
        }
        Matcher upload = UPLOAD.matcher(request.path());
        Matcher blob = BLOB.matcher(request.path());
        Matcher manifest = MANIFEST.matcher(request.path());
        Matcher tags = TAGS.matcher(request.path());
        if (upload.matches()) {
            return upload(request, caller, upload.group(1), upload.group(2));
        } else if (blob.matches()) {
            boolean head = request.method().equals("HEAD");
            allow(caller, head ? "BatchCheckLayerAvailability" : "GetDownloadUrlForLayer", blob.group(1));
            return blob(request, blob.group(1), blob.group(2));
        } else if (manifest.matches() && request.method().equals("PUT")) {
            allow(caller, "PutImage", manifest.group(1));
            return putManifest(request, repository(manifest.group(1)), manifest.group(2));
        } else if (manifest.matches() && request.method().equals("DELETE")) {
            allow(caller, "BatchDeleteImage", manifest.group(1));
            return delete(repository(manifest.group(1)), manifest.group(2));
        } else if (manifest.matches()) {
            allow(caller, "BatchGetImage", manifest.group(1));
            return manifest(request, repository(manifest.group(1)), manifest.group(2));
        } else if (tags.matches()) {
            allow(caller, "ListImages", tags.group(1));
            return tags(request, repository(tags.group(1)));
        } else if (request.path().equals("/v2/_catalog")) {
            allow(caller, "DescribeRepositories", "*");
            List<String> names =
                    repositories.all().stream().map(Repository::name).toList();
            return list(request, JsonNodeFactory.instance.objectNode(), "repositories", names);
        }
        throw new AwsError(404, "UNSUPPORTED", "The local registry does not know " + request.path());
    }

    private void allow(Caller caller, String action, String repository) {
        authorizer.authorize(caller, "ecr:" + action, repositories.arn(repository), Map.of());
    }

    private Answer upload(Request request, Caller caller, String name, String upload) {
        allow(caller, UPLOADING.getOrDefault(request.method(), "UploadLayerPart"), name);
        String mounted = request.query().getOrDefault("mount", "");
        String source = request.query().getOrDefault("from", "");
        if (request.method().equals("POST") && !mounted.isEmpty() && !source.isEmpty()) {
            allow(caller, "GetDownloadUrlForLayer", source);
            Optional<byte[]> content = repositories.find(source).flatMap(found -> found.blob(mounted));
            if (content.isPresent()) {
                return Uploads.kept(repository(name), mounted, content.get());
            }
        }
        return uploads.answer(request, repository(name), upload);
    }

    /** By digest all of an image goes, by tag the tag. */
    private Answer delete(Repository repository, String reference) {
        Manifest manifest = found(repository, reference);
        if (repository.referenced(manifest.digest())) {
            throw new AwsError(403, "DENIED", "Requested image referenced by manifest list: delete that first");
        }
        if (reference.startsWith("sha256:")) {
            repositories.remove(repository, manifest.digest());
        } else {
            repositories.untag(repository, reference, manifest.digest());
        }
        return new Answer(202, Map.of("Content-Length", "0"), out -> {});
    }

    private Repository repository(String name) {
        return repositories
                .find(name)
                .orElseThrow(() -> new AwsError(
                        404,
                        "NAME_UNKNOWN",
                        "The repository with name '%s' does not exist in the registry".formatted(name)));
    }

    private Answer blob(Request request, String name, String digest) {
        byte[] content = repository(name)
                .blob(digest)
                .orElseThrow(() -> new AwsError(404, "BLOB_UNKNOWN", "The layer " + digest + " is not here"));
        return new Content(content, "application/octet-stream", digest).answer(request);
    }

    private static Answer manifest(Request request, Repository repository, String reference) {
        Manifest manifest = found(repository, reference);
        return new Content(manifest.bytes(), manifest.mediaType(), manifest.digest()).answer(request);
    }

    private static Manifest found(Repository repository, String reference) {
        boolean byDigest = reference.startsWith("sha256:");
        return repository
                .find(byDigest ? null : reference, byDigest ? reference : null)
                .filter(found -> !repository.isArchived(found.digest()))
                .orElseThrow(() -> new AwsError(404, "MANIFEST_UNKNOWN", "Requested image not found"));
    }

    private Answer putManifest(Request request, Repository repository, String reference) {
        boolean byDigest = reference.startsWith("sha256:");
        if (byDigest && !Digests.of(request.body()).equals(reference)) {
            throw new AwsError(400, "DIGEST_INVALID", "The manifest's digest is not " + reference);
        }
        @Nullable String mediaType = request.headers().get("content-type");
        Manifest kept = repositories.push(repository, request.body(), mediaType, byDigest ? null : reference);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Location", "/v2/" + repository.name() + "/manifests/" + kept.digest());
        headers.put("Docker-Content-Digest", kept.digest());
        headers.put("Content-Length", "0");
        return new Answer(201, headers, out -> {});
    }

    private static Answer tags(Request request, Repository repository) {
        ObjectNode named = JsonNodeFactory.instance.objectNode().put("name", repository.name());
        return list(request, named, "tags", List.copyOf(repository.tags()));
    }

    /** In order, {@code n} of them after {@code last}; a link leads to those that follow. */
    private static Answer list(Request request, ObjectNode body, String member, List<String> all) {
        String asked = request.query().getOrDefault("n", "");
        int most = asked.matches("\\d{1,6}") ? Integer.parseInt(asked) : LARGEST_PAGE;
        String last = request.query().getOrDefault("last", "");
        List<String> rest = all.stream().filter(one -> one.compareTo(last) > 0).toList();
        List<String> page = rest.subList(0, Math.min(most, rest.size()));
        page.forEach(body.putArray(member)::add);
        Answer answer = json(200, body);
        if (page.isEmpty() || page.size() == rest.size()) {
            return answer;
        }
        Map<String, String> headers = new LinkedHashMap<>(answer.headers());
        headers.put(
                "Link",
                "<%s?n=%d&last=%s>; rel=\"next\""
                        .formatted(request.path(), most, URLEncoder.encode(page.getLast(), UTF_8)));
        return new Answer(200, headers, answer.body());
    }

    private static Answer unauthorized() {
        byte[] body =
                errors("UNAUTHORIZED", "authentication required").toString().getBytes(UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Content-Length", String.valueOf(body.length));
        headers.put("Www-Authenticate", "Basic realm=\"local\",service=\"ecr.amazonaws.com\"");
        return new Answer(401, headers, out -> out.write(body));
    }

    /** ECR's exceptions under the codes that registry clients know. */
    private static Answer error(AwsError e) {
        String code = switch (e.code()) {
            case "ImageTagAlreadyExistsException" -> "TAG_INVALID";
            case "LayersNotFoundException", "ReferencedImagesNotFoundException" -> "MANIFEST_BLOB_UNKNOWN";
            case "InvalidParameterException" -> "MANIFEST_INVALID";
            case "RANGE_INVALID" -> "BLOB_UPLOAD_INVALID";
            case "AccessDeniedException" -> "DENIED";
            default -> e.code();
        };
        return json(e.status(), errors(code, e.text()));
    }

    private static ObjectNode errors(String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("errors").addObject().put("code", code).put("message", message);
        return body;
    }

    private static Answer json(int status, ObjectNode body) {
        return Answer.of(status, "application/json", body.toString().getBytes(UTF_8));
    }
}
