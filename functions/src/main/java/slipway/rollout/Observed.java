package slipway.rollout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.agentruntime.ConfigurationChange;
import slipway.agentruntime.Endpoint;
import slipway.agentruntime.RuntimeDocument;
import slipway.agentruntime.Version;
import slipway.image.GateFailure;
import slipway.image.ImageDetails;
import slipway.ledger.Progress;
import slipway.ledger.RolloutRecord;
import slipway.ledger.RuntimeState;
import slipway.ledger.TargetState;
import slipway.ledger.VerdictRecord;
import slipway.monitor.AlarmName;
import slipway.monitor.AlarmState;
import slipway.monitor.Traffic;
import slipway.target.Declaration.Deployment;

/**
 * What is true now, so far as the rollout's phase needs it.
 *
 * @param deployment the declaration as it was when the rollout was admitted
 * @param gates what keeps the image from AgentCore; looked at before a version is made
 * @param runtime empty where there is none of the declared name
 * @param candidate the version under test, READY or not
 * @param candidateEndpoint the endpoint that the version is tested behind
 * @param previousEndpoint the endpoint that keeps the version warm which live served last
 * @param liveEndpoint the endpoint that callers use
 * @param verdict what the smoke test that is due has found, if it has ended; later on, what proved the candidate
 * @param image what ECR says about the image, where a person is about to be asked
 * @param alarms the declared alarms that exist, where they matter
 * @param traffic what callers asked of live: before the move until the bake begins, and since then during it
 */
public record Observed(
        TargetState target,
        RolloutRecord rollout,
        Deployment deployment,
        List<GateFailure> gates,
        Optional<RuntimeView> runtime,
        Optional<RuntimeDocument> candidate,
        Optional<Endpoint> candidateEndpoint,
        Optional<Endpoint> previousEndpoint,
        Optional<Endpoint> liveEndpoint,
        Optional<VerdictRecord> verdict,
        Optional<ImageDetails> image,
        Map<AlarmName, AlarmState> alarms,
        Optional<Traffic> traffic) {

    /**
     * The runtime, as it is before and while a version is made.
     *
     * @param untagged the runtime's and the live endpoint's ARN, so far as they do not carry the tag that they must
     * @param tag that tag: this control plane's, or the one that lets this target in, for the explanation
     * @param latest the newest version, whoever made it
     * @param base the version that the update starts from
     * @param since the versions after the highest that the rollout had seen before its update
     * @param change what a stack wants changed beside the image
     */
    public record RuntimeView(
            RuntimeState state,
            List<String> untagged,
            String tag,
            RuntimeDocument latest,
            Base base,
            List<RuntimeDocument> since,
            Optional<ConfigurationChange> change) {

        /** The same runtime, with the update starting from another version. */
        RuntimeView startingFrom(RuntimeDocument document) {
            return new RuntimeView(
                    state, untagged, tag, latest, new Base(document, base.live(), base.served()), since, change);
        }

        /**
         * Where the update starts: live's version, or the latest one.
         *
         * @param served the document of the version that live serves; looked at until there is a candidate
         */
        public record Base(RuntimeDocument document, Optional<Version> live, Optional<RuntimeDocument> served) {

            /** What the new version replaces: what callers have now, or, where there is no live endpoint, the base. */
            RuntimeDocument replaced() {
                return served.orElse(document);
            }

            Progress.Base onRecord() {
                return onRecord(document.version());
            }

            /** As it is written down for a rollout that starts from this version. */
            Progress.Base onRecord(Version start) {
                return new Progress.Base(
                        start, live, served.map(s -> new Progress.Left(s.image(), s.maxSessionLifetime())));
            }
        }
    }
}
