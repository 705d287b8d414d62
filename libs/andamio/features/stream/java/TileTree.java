package andamio.stream;

/**
 * The tiles of one entity within one tile of the coarsest hop. All that one event touches is in one tree, because hops nest.
 *
 * Partitions are kept apart: their positions are not comparable.
 */
final class TileTree {
    int partition;
    String tenant;
    String key;
    long startMs;
    Tile root;
    /** Tiles in memory. */
    int loaded;

    private int hash;

    /** A place to look a tree up with. */
    void become(int partition, String tenant, String key, long startMs) {
        this.partition = partition;
        this.tenant = tenant;
        this.key = key;
        this.startMs = startMs;
        // Starts are multiples of the hop, so their lower bits say little: the upper ones of a product say more.
        long mixed = (tenant.hashCode() * 31L + key.hashCode() + startMs * 31L + partition) * 0x9E3779B97F4A7C15L;
        hash = (int) (mixed >>> 32);
    }

    TileTree copy() {
        TileTree copy = new TileTree();
        copy.become(partition, tenant, key, startMs);
        return copy;
    }

    /** The key of its state. */
    String name() {
        return partition + "/" + startMs + "/" + tenant.length() + "/" + tenant + key;
    }

    public int hashCode() {
        return hash;
    }

    public boolean equals(Object other) {
        TileTree that = (TileTree) other;
        return that.startMs == startMs && that.partition == partition && that.key.equals(key)
            && that.tenant.equals(tenant);
    }
}
