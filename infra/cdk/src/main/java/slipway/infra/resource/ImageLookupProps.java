package slipway.infra.resource;

import slipway.infra.target.FollowedRepository;
import slipway.infra.target.TagPolicy;

/**
 * Which image is looked up.
 *
 * @param repository beside the control plane, or one that lets its account look
 * @param policy as a declaration has it: {@code TagPolicy.exact} for one tag
 * @param trigger any text. CloudFormation asks again only when a property has changed: a deployment's id, or the value of a parameter
 */
public record ImageLookupProps(FollowedRepository repository, TagPolicy policy, String trigger) {

    public static ImageLookupProps of(FollowedRepository repository, TagPolicy policy, String trigger) {
        return new ImageLookupProps(repository, policy, trigger);
    }
}
