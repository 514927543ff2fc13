package slipway.local.contract;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import slipway.image.Digest;
import slipway.image.EcrImages;
import slipway.image.Images;
import slipway.image.ImagesContract;
import slipway.image.Repository;
import slipway.image.Tag;
import slipway.local.assembly.ResourceProvider.Wanted;
import slipway.local.ecr.Ecr;
import slipway.local.ecr.ImageSpec;
import slipway.local.ecr.Pusher;
import slipway.local.ecr.RepositoryProvider;
import software.amazon.awssdk.services.ecr.EcrClient;

class EcrImagesIT extends ImagesContract {
    private final Repository repository = new Repository(Edged.PLACE.account(), Edged.PLACE.region(), "agents/support");
    private final Edged cloud = new Edged();

    EcrImagesIT() {
        Ecr ecr = new Ecr(
                Edged.PLACE,
                cloud.clock,
                (caller, action, resource, context) -> {},
                cloud::uri,
                event -> {},
                (arn, policy) -> {});
        cloud.with(ecr.api()).edge.mount("/v2/", ecr.registry());
        new RepositoryProvider(ecr.repositories())
                .make(new Wanted(
                        "stack",
                        "Agents",
                        "AWS::ECR::Repository",
                        JsonNodeFactory.instance.objectNode().put("RepositoryName", repository.name())));
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Override
    protected Images images() {
        return new EcrImages(cloud.client(EcrClient.builder()), Edged.HTTP, Edged.PLACE.region());
    }

    @Override
    protected Repository repository() {
        return repository;
    }

    @Override
    protected Digest push(Tag tag, String content, Set<String> platforms) {
        List<String> architectures = platforms.stream()
                .map(platform -> platform.replace("linux/", ""))
                .sorted()
                .toList();
        ImageSpec image = new ImageSpec(architectures, Map.of("content", content), 0);
        return new Digest(new Pusher(cloud.uri(), "test").push(repository.name(), tag.value(), image));
    }
}
