package slipway.resource;

import slipway.image.Repository;
import slipway.image.TagPolicy;

/** What a stack wants to know of a repository. */
record LookupProperties(Repository repository, TagPolicy policy) {}
