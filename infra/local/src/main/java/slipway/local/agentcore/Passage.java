package slipway.local.agentcore;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import slipway.local.edge.Answer;

/**
 * What an agent answers, on its way to the caller.
 *
 * @param over is run when it has been read, or nobody reads it any more
 */
record Passage(InputStream agent, Runnable over) implements Answer.Body {

    /** Each piece goes out as it comes: an agent may stream for a long time. */
    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (agent) {
            byte[] piece = new byte[8192];
            for (int read = agent.read(piece); read >= 0; read = agent.read(piece)) {
                out.write(piece, 0, read);
                out.flush();
            }
        } finally {
            over.run();
        }
    }

    @Override
    public void discard() {
        try {
            agent.close();
        } catch (IOException e) {
            // Nobody misses what did not arrive.
        } finally {
            over.run();
        }
    }
}
