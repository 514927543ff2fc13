package slipway.local.ecr;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import slipway.local.edge.Answer;
import slipway.local.edge.AwsError;

/** Takes blobs, whole or in chunks. */
final class Uploads {
    private final Map<String, ByteArrayOutputStream> open = new ConcurrentHashMap<>();

    Answer answer(Registry.Request request, Repository repository, String upload) {
        return switch (request.method()) {
            case "POST" ->
                request.query().containsKey("digest")
                        ? finish(request, repository, new ByteArrayOutputStream())
                        : begin(repository);
            case "PATCH" -> append(request, repository, upload);
            case "PUT" -> close(request, repository, upload);
            case "GET" -> progress(204, repository, upload, started(upload));
            case "DELETE" -> cancel(upload);
            default -> throw new AwsError(405, "UNSUPPORTED", "Not a way to upload: " + request.method());
        };
    }

    private Answer begin(Repository repository) {
        String upload = UUID.randomUUID().toString();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        open.put(upload, content);
        return progress(202, repository, upload, content);
    }

    private Answer append(Registry.Request request, Repository repository, String upload) {
        ByteArrayOutputStream content = started(upload);
        String range = request.headers().getOrDefault("content-range", "");
        String wanted = content.size() + "-" + (content.size() + request.body().length - 1);
        if (!range.isEmpty() && !range.equals(wanted)) {
            throw new AwsError(416, "RANGE_INVALID", "The next chunk is " + wanted + ", not " + range);
        }
        content.writeBytes(request.body());
        return progress(202, repository, upload, content);
    }

    private Answer close(Registry.Request request, Repository repository, String upload) {
        Answer answer = finish(request, repository, started(upload));
        open.remove(upload);
        return answer;
    }

    private static Answer finish(Registry.Request request, Repository repository, ByteArrayOutputStream content) {
        content.writeBytes(request.body());
        byte[] whole = content.toByteArray();
        String digest = request.query().getOrDefault("digest", "");
        if (!Digests.of(whole).equals(digest)) {
            throw new AwsError(400, "DIGEST_INVALID", "What was uploaded does not have the digest '" + digest + "'");
        }
        return kept(repository, digest, whole);
    }

    /** Keeps a blob and says where it is. */
    static Answer kept(Repository repository, String digest, byte[] content) {
        repository.blob(digest, content);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Location", "/v2/" + repository.name() + "/blobs/" + digest);
        headers.put("Docker-Content-Digest", digest);
        headers.put("Content-Length", "0");
        return new Answer(201, headers, out -> {});
    }

    private Answer cancel(String upload) {
        started(upload);
        open.remove(upload);
        return new Answer(204, Map.of(), out -> {});
    }

    private ByteArrayOutputStream started(String upload) {
        ByteArrayOutputStream content = open.get(upload);
        if (content == null) {
            throw new AwsError(404, "BLOB_UPLOAD_UNKNOWN", "No such upload: " + upload);
        }
        return content;
    }

    private static Answer progress(int status, Repository repository, String upload, ByteArrayOutputStream content) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Location", "/v2/" + repository.name() + "/blobs/uploads/" + upload);
        headers.put("Docker-Upload-Uuid", upload);
        headers.put("Range", "0-" + Math.max(0, content.size() - 1));
        headers.put("Content-Length", "0");
        return new Answer(status, headers, out -> {});
    }
}
