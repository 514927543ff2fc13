package slipway.local.bus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** An event that a bus has had, and the names of the rules that it matched. */
public record Archived(ObjectNode event, List<String> rules) {}
