package slipway.cli.doctor.setup;

import java.util.List;
import java.util.Optional;
import slipway.cli.plane.Answer;
import slipway.cli.plane.ControlPlane;
import slipway.image.Image;
import slipway.image.InvalidImage;
import slipway.target.TargetName;

/** What the status function knows of each target. */
public final class Views {
    private final ControlPlane plane;
    private final Optional<TargetName> only;
    private final Once<List<Answer>> views = new Once<>(this::read);

    Views(ControlPlane plane, Optional<TargetName> only) {
        this.plane = plane;
        this.only = only;
    }

    /** An image that a target relies on. */
    public record Served(String target, Role role, Image image) {}

    /** What for. */
    public enum Role {
        LIVE("live"),
        PREVIOUS("previous");

        private final String word;

        Role(String word) {
            this.word = word;
        }

        /** In a sentence, and the member of a view. */
        public String word() {
            return word;
        }
    }

    /** Every target that is looked at and that the control plane knows. */
    public List<Answer> all() {
        return views.get();
    }

    /** What live serves, and what a rollback would go back to. */
    public List<Served> served() {
        return all().stream()
                .flatMap(view -> List.of(Role.values()).stream().flatMap(role -> served(view, role).stream()))
                .toList();
    }

    private static Optional<Served> served(Answer view, Role role) {
        return view.part(role.word())
                .text("image")
                .flatMap(Views::image)
                .map(image -> new Served(view.shown("name"), role, image));
    }

    /** A version that was adopted may run an image that is not pinned: nothing can be said about that one. */
    private static Optional<Image> image(String uri) {
        try {
            return Optional.of(Image.parse(uri));
        } catch (InvalidImage notPinned) {
            return Optional.empty();
        }
    }

    private List<Answer> read() {
        return plane.ask(ControlPlane.view("targets")).list("targets").stream()
                .map(target -> target.shown("name"))
                .filter(name -> only.isEmpty() || only.get().value().equals(name))
                .map(name -> plane.ask(ControlPlane.view("target").put("target", name))
                        .part("target"))
                .toList();
    }
}
