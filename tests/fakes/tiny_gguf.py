"""Builds a language model with random weights in a GGUF file as real ones have: 0.1 s, 0.4 MB."""

import re
from pathlib import Path

import numpy as np

from litcoach_desktop.engines.provisioning.shelf import FolderShelf
from litcoach_desktop.parts.coach import coach_instructions
from tests.fakes.shelves import shelf_in, write_manifest

NAME = "tiny"
CONTROL = ("<unk>", "<s>", "</s>", "<|im_start|>", "<|im_end|>", "<think>")


def build_tiny_gguf(
    path: Path,
    *,
    seed: int = 7,
    width: int = 64,
    layers: int = 2,
    heads: int = 4,
    vocabulary: int = 0,
    template: str | None = None,
    signs_written: bool = True,
    quantised: str | None = None,
    control: tuple[str, ...] = CONTROL,
) -> Path:
    """Write the model to `path`; its folder is made. The other values give it the size of a real one, or a fault.

    vocabulary: at least so many tokens. template: the chat template inside. signs_written: without, it can read
    signs that are in no word, and not write them. quantised: how the weights are packed, such as Q4_1. llama.cpp ends
    the process at an odd width / heads.
    """
    import gguf

    path.parent.mkdir(parents=True, exist_ok=True)
    writer = gguf.GGUFWriter(str(path), "llama")
    inner, head = 2 * width, width // heads
    writer.add_name("tiny")
    writer.add_context_length(8192)
    writer.add_embedding_length(width)
    writer.add_block_count(layers)
    writer.add_feed_forward_length(inner)
    writer.add_head_count(heads)
    writer.add_head_count_kv(heads)
    writer.add_rope_dimension_count(head)
    writer.add_layer_norm_rms_eps(1e-5)
    count = _add_vocabulary(writer, control, vocabulary, signs_written=signs_written)
    if template is not None:
        writer.add_chat_template(template)
    random = np.random.default_rng(seed)

    def add(name: str, *shape: int) -> None:
        scale = 1.0 / np.sqrt(shape[-1])
        weights = (scale * random.standard_normal(shape)).astype(np.float32)
        if quantised is None:
            writer.add_tensor(name, weights)
        else:
            kind = gguf.GGMLQuantizationType[quantised]
            writer.add_tensor(name, gguf.quants.quantize(weights, kind), raw_dtype=kind)

    def add_ones(name: str) -> None:
        writer.add_tensor(name, np.ones(width, np.float32))

    add("token_embd.weight", count, width)
    add("output.weight", count, width)
    add_ones("output_norm.weight")
    for layer in range(layers):
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            add(f"blk.{layer}.{name}.weight", width, width)
        add(f"blk.{layer}.ffn_gate.weight", inner, width)
        add(f"blk.{layer}.ffn_up.weight", inner, width)
        add(f"blk.{layer}.ffn_down.weight", width, inner)
        add_ones(f"blk.{layer}.attn_norm.weight")
        add_ones(f"blk.{layer}.ffn_norm.weight")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_vocabulary(writer: object, control: tuple[str, ...], least: int, *, signs_written: bool) -> int:
    """A vocabulary of SentencePiece's kind: control tokens, bytes, letters, words with a space before."""
    import gguf

    kinds = gguf.TokenType
    tokens = [(one, kinds.UNKNOWN if number == 0 else kinds.CONTROL) for number, one in enumerate(control)]
    tokens += [(f"<0x{number:02X}>", kinds.BYTE if signs_written else kinds.UNUSED) for number in range(256)]
    words = re.findall("[A-Za-z]+", coach_instructions() + " the text about sea moon mitten title question again")
    # SentencePiece joins two neighbours at a time, so each beginning of a word has to be there too.
    starts = [f" {word}"[: size + 1] for word in words for size in range(1, len(word) + 1)]
    pieces = dict.fromkeys([*"abcdefghijklmnopqrstuvwxyz ", *starts])
    tokens += [(piece.replace(" ", "▁"), kinds.NORMAL) for piece in pieces]
    tokens += [(f"▁unused{number}", kinds.NORMAL) for number in range(least - len(tokens))]
    writer.add_tokenizer_model("llama")
    writer.add_token_list([text for text, _ in tokens])
    writer.add_token_scores([float(len(text)) for text, _ in tokens])
    writer.add_token_types([kind for _, kind in tokens])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(control.index("<|im_end|>") if "<|im_end|>" in control else 2)
    writer.add_unk_token_id(0)
    writer.add_add_bos_token(True)
    writer.add_add_space_prefix(False)
    return len(tokens)


def shelf_with_gguf(folder: Path, gguf: Path) -> FolderShelf:
    """A shelf on which this file is installed as the one language model."""
    folder.mkdir(parents=True, exist_ok=True)
    write_manifest(folder / "manifest.toml", {gguf.name: gguf.read_bytes()}, name=NAME)
    shelf = shelf_in(folder, trial=lambda _name, _kind, _folder: None)
    shelf.install(NAME, source=str(gguf.parent))
    return shelf
