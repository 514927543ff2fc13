package slipway.resource;

import java.time.Instant;
import slipway.agentruntime.ConfigurationChange;
import slipway.customresource.Subject;
import slipway.customresource.Work;

/**
 * What a request wants of a runtime, at one look.
 *
 * @param change of the runtime's configuration
 */
record Task(Subject subject, RuntimeProperties wanted, ConfigurationChange change, Instant now) {

    static Task of(Work<RuntimeProperties> work) {
        return new Task(work.subject(), work.wanted(), work.wanted().change(work.before()), work.now());
    }
}
