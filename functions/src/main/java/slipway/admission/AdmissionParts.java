package slipway.admission;

import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import slipway.event.Counts;
import slipway.event.Events;
import slipway.ledger.Ledger;
import slipway.wiring.Settings;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The door to a rollout, over Step Functions. */
@Module
public final class AdmissionParts {
    private AdmissionParts() {}

    @Provides
    @Singleton
    static Executions executions(SfnClient states, Settings settings) {
        return new StepFunctionsExecutions(states, settings.stateMachine());
    }

    @Provides
    static Admission admission(Ledger ledger, Executions executions, Events events, Counts counts) {
        return new Admission(ledger, executions, events, counts);
    }
}
