package slipway.local.edge;

import java.util.Set;

/** The double of one AWS service, reached through the edge. */
public interface ServiceDouble {

    /** The SigV4 signing names it answers to. */
    Set<String> signingNames();

    /** The operations that it has, named as the API's reference names them. */
    Set<String> operationNames();

    /** The protocol's answer, errors included: a double renders its own {@link AwsError}s. */
    Answer answer(Call call);
}
