package slipway.local.assembly;

import java.util.function.UnaryOperator;
import slipway.local.edge.Place;

/** What every operation on a stack works with. */
record Site(Place place, Workshop workshop, Exports exports, UnaryOperator<String> ssm, Progress progress) {}
