package slipway.local.soak;

/**
 * One look at every target, as of something that comes by now and then: its declaration is written again, as it stands,
 * so that it is compared with what ECR has, and what it should run is asked for.
 */
record Sweep(Fleet fleet) {

    void goBy() {
        Fleet.MEMBERS.forEach(fleet::declare);
    }
}
