"""Spellings that children write for common words and that a pronunciation dictionary knows as names, or does not know.

Listed by us from how the words sound. What is a word in its own right ("wear" for "where") is not listed: only a reader
of the sentence can tell.
"""

_WRITTEN = """
after: aftr aftur
again: agen agin agian
always: allways alwaise
animal: animle anamal animel
are: ar
asked: askt
beautiful: beutiful butiful beatiful beautifull
because: becuase becaus becuz becouse becase bcause cuz coz beacause
before: befor befour
believe: beleive beleve
brought: brot brout
bought: bougt
caught: cought
came: kame
can't: cant
cat: kat
children: childern chidren
could: cood cud coud
couldn't: couldnt
didn't: didnt dident
different: diffrent diferent
doesn't: doesnt dosent dosnt
don't: dont
every: evry
everyone: evryone everone
family: famly famaly
favorite: favrit favorit favrite faverite
first: frist furst
found: fownd
friend: freind frend
friends: freinds frends
from: frum
girl: gril gurl
good: gud
great: graet
happened: happend hapend hapened
happy: hapy happe
have: hav haf
house: hous howse
isn't: isnt
know: kno
laugh: laff
light: lite
like: lik liek
little: litle littel
love: luv
many: meny
money: mony
mother: mothr muther
much: mutch
nice: nise
night: nite
once: wunce onse
one: wun
other: uther othr
our: owr
people: peple pepol peopel poeple
picture: pictur pikcher
play: pla
pretty: prity pritty
really: realy relly rilly
right: rite
said: sed sayed
saw: sawl
school: skool shcool scool
should: shood shud
some: som
something: somthing sumthing
sometimes: somtimes sumtimes
surprise: suprise surprize
teacher: techer teecher
that: dat
that's: thats
the: teh da
their: thier
them: dem
then: thn
there: ther
they: thay tey
think: tink thinck
thought: thot thougt
through: thru throo
together: togather togeather
tomorrow: tommorow tomorow
took: tuk
try: tri
until: untill
used: ust
very: verry
want: whant
wanted: wantid wantd
was: wuz wus waz
wasn't: wasnt
water: wawter watr
were: wer wur
what: wat wut whut
when: wen
where: wher
which: wich
white: wite
who: hoo
why: wy
with: wif wiht
world: werld wrld
would: wud woud
write: rite
writing: writting
wrong: rong
yesterday: yesturday
you: u yu
your: yur ur
"""


def _read() -> dict[str, str]:
    lines = (line.partition(": ") for line in _WRITTEN.split("\n") if line)
    return {one: word for word, _, written in lines for one in written.split()}


_SLIPS = _read()


def slip_for(written: str) -> str | None:
    """The common word that was meant by a spelling in small letters; None when it is no known slip."""
    return _SLIPS.get(written)
