package slipway.cli.doctor.images;

import static slipway.cli.doctor.check.Finding.problem;
import static slipway.cli.doctor.check.Finding.warning;

import java.util.List;
import java.util.Optional;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.setup.Setup;
import slipway.cli.doctor.setup.Views.Role;
import slipway.cli.doctor.setup.Views.Served;
import slipway.cli.plane.Environment;
import slipway.image.Image;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** Whether the images that live serves, and that a rollback would serve, can still be pulled. */
public final class ImagesCheck implements Check {
    private static final String ACTIVE = "ACTIVE";

    private final Setup setup;

    public ImagesCheck(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "images";
    }

    @Override
    public List<Finding> look() {
        return setup.views().served().stream()
                .flatMap(served -> judge(served, detail(served.image(), setup), setup.environment()).stream())
                .toList();
    }

    /** What ECR says of the image; empty where it has none of that digest. */
    static Optional<ImageDetail> detail(Image image, Setup setup) {
        var id = ImageIdentifier.builder().imageDigest(image.digest().value()).build();
        try {
            return setup
                    .clients()
                    .images()
                    .get()
                    .describeImages(r -> r.registryId(image.repository().account())
                            .repositoryName(image.repository().name())
                            .imageIds(id))
                    .imageDetails()
                    .stream()
                    .findFirst();
        } catch (ImageNotFoundException | RepositoryNotFoundException gone) {
            return Optional.empty();
        }
    }

    /** A registry that knows no archived images says no status. */
    static Optional<Finding> judge(Served served, Optional<ImageDetail> there, Environment environment) {
        if (there.isEmpty()) {
            return Optional.of(finding(
                    served,
                    "is gone from ECR",
                    "Push the same image again, digest and all, or let a newer one roll out."));
        }
        var status = there.get().imageStatusAsString();
        if (status == null || status.equals(ACTIVE)) {
            return Optional.empty();
        }
        var image = served.image();
        return Optional.of(finding(
                served,
                "is %s in ECR, and cannot be pulled".formatted(status),
                environment
                        .shell()
                        .aws(
                                "ecr update-image-storage-class --registry-id %s --repository-name %s --image-id imageDigest=%s --target-storage-class STANDARD"
                                        .formatted(
                                                image.repository().account(),
                                                image.repository().name(),
                                                image.digest().value()))));
    }

    /** Without live's image no new session starts; without the other one, no rollback. */
    private static Finding finding(Served served, String what, String remedy) {
        var sentence =
                "The %s image of %s, %s, %s.".formatted(served.role().word(), served.target(), shown(served), what);
        return served.role() == Role.LIVE ? problem(sentence, remedy) : warning(sentence, remedy);
    }

    static String shown(Served served) {
        var image = served.image();
        return "%s:%s (%s)"
                .formatted(
                        image.repository().name(), image.tag(), image.digest().shortForm());
    }
}
