package slipway.parameter;

import java.util.Optional;
import slipway.image.Image;
import slipway.ledger.TargetState;
import slipway.ledger.TargetState.Served;

/** Says in Parameter Store which image live serves, and under which tag a stack may deploy it. */
public final class LiveImage {
    private final Parameters parameters;
    private final ParameterNames names;

    public LiveImage(Parameters parameters, ParameterNames names) {
        this.parameters = parameters;
        this.names = names;
    }

    /** Nothing for a target that nobody declares: its parameters went with the declaration, and would stay for ever. */
    public void write(TargetState state) {
        Optional<Image> live = state.serving().live().map(Served::image);
        if (state.declaration().isPresent() && live.isPresent()) {
            write(names.liveImage(state.name()), live.get().uri());
            write(names.imageTag(state.name()), live.get().tag().value());
        }
    }

    private void write(String name, String value) {
        if (parameters.get(name).filter(value::equals).isEmpty()) {
            parameters.put(name, value);
        }
    }
}
