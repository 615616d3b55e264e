"""Words that a child in the early grades knows by ear, listed by us, and their everyday endings.

The published formulas count words outside Dale's 3,000 and Spache's 1,040 words, which are not ours to ship. This list
stands in for both, so scores differ from a published table's by a little; `levels.py` is calibrated with it.
"""

from functools import cache

_LISTED = frozenset(
    """
    a able about above across act add afraid after afternoon again against age ago air airplane alarm all almost
    alone along already also always am an and angry animal another answer ant any anybody anyone anything apart ape
    apple apron are arm around art as ask asleep at ate aunt awake away baby back bad bag bake baker ball balloon
    banana band bang bank bar bare bark barn basket bat bath be beach bead beak bean bear beard beat beautiful
    became because become bed bedroom bee been before beg began begin begun behind being believe bell belong below
    belt bench bend bent beside best bet better between big bike bird birthday bit bite black blanket blew block
    blow blue board boat body boil bold bone book boot born both bottle bottom bought bounce bow bowl box boy
    branch brave bread break breakfast breath bridge bright bring broke broken broom brother brought brown brush
    bubble bucket bud bug build built bump bun bunny burn bus bush busy but butter butterfly button buy buzz by cab
    cage cake calf call came camel camp can candle candy cannot cap captain car card care careful carpet carrot
    carry cart castle cat catch cave chain chair chalk chance change chase cheek cheer cheese chest chick chicken
    chief child children chin choose circle circus city clap class clay clean clear climb clock close cloth clothes
    cloud clown club coat coin cold collar color come cook cookie cool copy corn corner cost cotton could count
    country course cousin cover cow crab crack crash crawl crayon cream creep cried cross crow crowd crown cry cub
    cup curl cut dad daddy damp dance dark date daughter day dead dear deep deer den desk did dig dinner dip dirt
    dirty dish do doctor does dog doll done door dot down dozen drag draw dream dress drew drink drip drive drop
    drove drum dry duck dug dust each ear early earth east easy eat edge egg eight either elephant eleven else
    empty end enough even evening ever every everybody everyone everything everywhere eye face fact fair fall
    family fan far farm farmer fast fat father feather fed feed feel feet fell felt fence few field fifteen fifty
    fig fight fill fin find fine finger finish fire first fish fist fit five fix flag flap flash flat flew float
    flock floor flour flow flower fly fog fold follow food foot for forest forget forgot fork fort forty found four
    fox free fresh friend friendly frog from front frost fruit full fun funny fur game garden gate gave gentle get
    giant gift giggle girl give glad glass glove glow glue go goat goes gold gone good goodbye goose got grab grade
    grain grand grandfather grandma grandmother grandpa grape grass gray great green grew grey grin ground group
    grow grown guess gum had hair half hall ham hammer hand handle hang happen happy hard has hat hatch hate have
    hay he head hear heard heart heat heavy held hello help hen her herd here hero herself hid hide high hill him
    himself hip his hit hive hold hole home honey hood hook hop hope horn horse hot hour house how hug huge hum
    hundred hung hungry hunt hurry hurt hush i ice idea if in inch indoors inside instead into is island it itself
    jacket jam jar jelly jet job join joke jump just keep kept key kick kid kill kind king kiss kit kitchen kite
    kitten knee kneel knew knife knock knot know lady laid lake lamb lamp land lap large last late later laugh lay
    lazy lead leaf leak lean learn least leave left leg lemon lend less lesson let letter lick lid lie life lift
    light like line lion lip list listen little live load loaf lock log long look loop lose lost lot loud love low
    luck lucky lunch made magic mail make man many map march mark market mask mat match matter may maybe me meal
    mean meat meet melt men mess met mice middle might mile milk mill mind mine minute mirror miss mistake mitten
    mix mom moment money monkey month moo moon more morning most moth mother mountain mouse mouth move much mud
    muddy mug music must my myself nail name nap near neat neck need needle neighbor neither nest net never new
    news next nice night nine no nobody nod noise noisy none noon nor north nose not note nothing notice now number
    nurse nut oak ocean of off often oh oil old on once one only onto open or orange other our out outdoors outside
    oven over owl own pack page paid pail paint pair pal pan pancake pants papa paper park part party pass past
    paste pat path paw pay pea peace peach pear peck peel peep pen pencil penny people pepper pet pick picnic
    picture pie piece pig pile pillow pin pink pipe pit place plain plan plane plant plate play please plenty plum
    plus pocket point poke pole pond pony pool poor pop porch pot potato pour present pretty prince princess print
    promise proud puddle puff pull pumpkin pup puppy push put queen question quick quiet quilt quit quite rabbit
    race rack radio rag rail rain rainbow ran rang rat rather reach read ready real really red remember rent rest
    rib ribbon rice rich rid ride right ring ripe rise river road roar rob robin rock rode roll roof room root rope
    rose rough round row rub rug rule run rush sack sad safe said sail salad salt same sand sandwich sang sat save
    saw say scare scarf school scissors scratch scream sea seal seat second secret see seed seem seen sell send
    sent set seven several sew shade shadow shake shape share sharp she shed sheep sheet shelf shell shine ship
    shirt shoe shook shop shore short should shoulder shout shovel show shut shy sick side sign silly silver since
    sing sink sip sister sit six size skate skin skip skirt sky sled sleep sleepy slept slid slide slip slow small
    smart smell smile smoke smooth snack snail snake snap sneeze sniff snow so soap sock soft soil sold some
    somebody someone something sometimes somewhere son song soon sort sound soup south space spell spend spider
    spill spin splash spoon spot spread spring square squirrel stair stamp stand star start station stay steam
    steep step stick still sting stir stone stood stop store storm story stove straight strange straw stream street
    stretch string strong stuck such sudden suddenly sugar summer sun sunny sunshine supper suppose sure surprise
    swam sweep sweet swept swim swing table tail take talk tall tap tape taste taught tea teach teacher team tear
    teeth tell ten tent than thank that the their them then there these they thick thin thing think third thirsty
    thirty this those though thought thousand three threw throat through throw thumb thunder ticket tie tiger tight
    time tin tiny tip tire tired to toad toast today toe together told tomato tomorrow tongue tonight too took
    tooth top tore touch tower town toy track trade trail train trap tree trick trip truck true trunk truth try tub
    tug tune turn turtle twelve twenty twice two ugly umbrella uncle under until up upon upstairs us use usual vase
    very vest visit voice wade wag wagon wait wake walk wall want war warm was wash watch water wave way we wear
    weather web wed week well went were west wet whale what wheat wheel when where which while whisper whistle
    white who whole whose why wide wife wild will win wind window wing winter wipe wise wish with without woke wolf
    woman women won wonder wood wool word wore work world worm worry would wrap write wrong wrote yard yarn year
    yell yellow yes yesterday yet you young your yourself zip zoo
    """.split()
)
# What is said with an apostrophe is familiar when its parts are.
_CONTRACTIONS = ("n't", "'s", "'re", "'ll", "'ve", "'d", "'m", "s'")
_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "r", "est", "st", "ly", "y", "n", "en", "less", "ful")


@cache
def is_familiar(word: str) -> bool:
    """Whether the word, in lower case with plain apostrophes and hyphens, or what it is formed from, is listed."""
    if word in _LISTED or word.isdecimal():
        return True
    if "-" in word:
        return all(is_familiar(part) for part in word.split("-") if part)
    for ending in _CONTRACTIONS:
        if word.endswith(ending) and is_familiar(word.removesuffix(ending)):
            return True
    if word in ("can't", "won't", "let's"):
        return True
    return any(word.endswith(ending) and _stem_is_listed(word.removesuffix(ending), ending) for ending in _ENDINGS)


def _stem_is_listed(stem: str, ending: str) -> bool:
    if len(stem) < 2:
        return False
    if stem in _LISTED:
        return True
    if ending[0] in "eiy" and (stem + "e" in _LISTED or (stem[-1] == stem[-2] and stem[:-1] in _LISTED)):
        return True
    # cried, happier, easily
    return stem[-1] == "i" and stem[:-1] + "y" in _LISTED
