package slipway.drift;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters.Last;
import slipway.target.TargetName;

/** What Parameter Store says of a target; what is absent is not there. */
record Published(
        Optional<Last> declaration, Optional<Last> desiredImage, Optional<Last> liveImage, Optional<Last> imageTag) {

    static List<String> names(ParameterNames names, TargetName target) {
        return List.of(
                names.declaration(target), names.desiredImage(target), names.liveImage(target), names.imageTag(target));
    }

    static Published of(Map<String, Last> last, ParameterNames names, TargetName target) {
        return new Published(
                Optional.ofNullable(last.get(names.declaration(target))),
                Optional.ofNullable(last.get(names.desiredImage(target))),
                Optional.ofNullable(last.get(names.liveImage(target))),
                Optional.ofNullable(last.get(names.imageTag(target))));
    }
}
