package slipway.local.stacks.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** The function of a custom resource: a shelf by its name, whose size can be anything but bad. Only this folder is its task root. */
public final class Shelf implements RequestHandler<Map<String, Object>, Object> {
    @Override
    public Object handleRequest(Map<String, Object> event, Context context) {
        Map<?, ?> properties = (Map<?, ?>) event.get("ResourceProperties");
        boolean bad = "bad".equals(properties.get("Size"));
        Object id = "Delete".equals(event.get("RequestType"))
                ? event.get("PhysicalResourceId")
                : "shelf-" + properties.get("Name");
        put(String.valueOf(event.get("ResponseURL")), """
            {"Status":"%s","Reason":"that size is bad","StackId":"%s","RequestId":"%s","LogicalResourceId":"%s",
             "PhysicalResourceId":"%s","Data":{"Size":"%s"}}""".formatted(
                        bad ? "FAILED" : "SUCCESS",
                        event.get("StackId"),
                        event.get("RequestId"),
                        event.get("LogicalResourceId"),
                        id,
                        properties.get("Size")));
        return "done";
    }

    private static void put(String url, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IllegalStateException("answered with " + status);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
