package slipway.bench;

/** What is on the heap and used, in bytes: looked at right after a collection, so that it is what somebody holds. */
final class Memory {
    private final long before = held();
    private long most = before;

    void sample() {
        most = Math.max(most, held());
    }

    /** How much more was held at most than when this began. */
    long grown() {
        return most - before;
    }

    private static long held() {
        System.gc();
        Runtime heap = Runtime.getRuntime();
        return heap.totalMemory() - heap.freeMemory();
    }
}
