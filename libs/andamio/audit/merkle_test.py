"""The tree against RFC 6962's definition, written out, and against published roots."""

from hypothesis import given
from hypothesis import strategies as st

from andamio.audit.merkle import EMPTY_ROOT, Frontier, Tree, consistent, included, leaf_hash, node_hash

# The leaves and roots with which certificate-transparency's own implementations are tested.
_LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
_ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def _oracle(leaves: list[bytes]) -> bytes:
    """MTH(D[n]) of RFC 6962, 2.1."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY_ROOT
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(_oracle(leaves[:split]), _oracle(leaves[split:]))


def _hashes(count: int) -> list[bytes]:
    return [leaf_hash(bytes([number % 251, number // 251])) for number in range(count)]


def test_roots_are_the_published_ones() -> None:
    leaves = [leaf_hash(bytes.fromhex(text)) for text in _LEAVES]
    assert {size: Tree(leaves[:size]).root().hex() for size in _ROOTS} == _ROOTS
    assert {size: Frontier().extended(leaves[:size]).root().hex() for size in _ROOTS} == _ROOTS


@given(st.integers(0, 300), st.integers(0, 300))
def test_a_tree_and_a_frontier_grown_in_two_steps_have_the_oracles_root(count: int, cut: int) -> None:
    leaves = _hashes(count)
    cut = min(cut, count)
    assert Tree(leaves).root(cut) == _oracle(leaves[:cut])
    assert Frontier().extended(leaves[:cut]).extended(leaves[cut:]).root() == _oracle(leaves)


@given(st.data())
def test_an_inclusion_proof_holds_for_its_leaf_place_and_root_alone(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 130))
    index = data.draw(st.integers(0, size - 1))
    leaves = _hashes(130)
    path, root = Tree(leaves).inclusion(index, size), _oracle(leaves[:size])
    assert included(leaves[index], index, size, path, root)
    assert not included(leaf_hash(b"another"), index, size, path, root)
    assert not included(leaves[index], index, size, path, leaf_hash(b"root"))
    assert not included(leaves[index], size, size, path, root)
    assert not included(leaves[index], index, size, [*path, root], root)
    if path:
        wrong = data.draw(st.integers(0, len(path) - 1))
        assert not included(leaves[index], index, size, [*path[:wrong], root, *path[wrong + 1 :]], root)
        assert not included(leaves[index], index, size, path[:-1], root)
    other = data.draw(st.integers(0, size - 1))
    assert included(leaves[index], other, size, path, root) == (other == index)


@given(st.data())
def test_a_consistency_proof_holds_for_a_prefix_alone(data: st.DataObject) -> None:
    second = data.draw(st.integers(1, 130))
    first = data.draw(st.integers(1, second))
    leaves = _hashes(130)
    path, old, new = Tree(leaves).consistency(first, second), _oracle(leaves[:first]), _oracle(leaves[:second])
    assert consistent(first, second, old, new, path)
    assert not consistent(first, second, leaf_hash(b"old"), new, path)
    assert not consistent(first, second, old, leaf_hash(b"new"), path)
    assert not consistent(first, second, old, new, [*path, old])
    edited = data.draw(st.integers(0, first - 1))
    forged = [*leaves[:edited], leaf_hash(b"forged"), *leaves[edited + 1 :]]
    assert not consistent(first, second, old, _oracle(forged[:second]), Tree(forged).consistency(first, second))
