"""Words that every sentence needs and that claim nothing by themselves, in the languages of the field.

Negations ("not", "without") and words of direction or degree ("more", "before", "only", "all") are not among them: a
claim turns on those.
"""

import re

_ENGLISH = """
    a an the this that these those such and or but if as than then so because while though although whereas whether
    of in on at by for from to into onto upon with within about between among through throughout during via per out
    off over across along around toward towards against like
    i me my mine we us our ours you your yours he him his she her hers it its they them their theirs oneself himself
    herself itself themselves one who whom whose which what when where why how there here
    am is are was were be been being have has had having do does did doing done can could will would shall should may
    might must ought let get got
    also too very quite rather just still yet even ever well much many some any each other another own same both either
    however moreover furthermore therefore thus hence indeed else instead s t d ll re ve m
"""
_FRENCH = """
    le la les l un une des du de d au aux et ou mais si que qu qui quoi dont où ce cet cette ces c son sa ses leur
    leurs notre nos votre vos il elle ils elles on nous vous je tu se s y en dans par pour sur avec chez vers entre à
    est sont était étaient été être a ont avait avaient avoir fait faire comme ainsi donc aussi très
"""
_SPANISH = """
    el la los las un una unos unas de del al y e o u pero si que quien quienes cual cuales cuyo donde cuando como este
    esta estos estas ese esa esos esas su sus se le les lo me te nos en por para con entre hacia desde a
    es son era eran fue fueron sido ser está están estaba ha han había habían haber muy también así
"""
_PORTUGUESE = """
    o a os as um uma uns umas de do da dos das no na nos nas ao aos à às e ou mas se que quem qual quais cujo onde
    quando como este esta estes estas esse essa isso seu sua seus suas lhe lhes em por para com entre
    é são era eram foi foram sido ser está estão há tem têm tinha muito também assim
"""
_GERMAN = """
    der die das den dem des ein eine einen einem einer eines und oder aber wenn dass daß als wie wer was wo dieser
    diese dieses sein seine ihr ihre er sie es wir ihnen ihm sich in im an am auf aus bei mit von vom zu zum zur für
    durch um ist sind war waren gewesen werden wird wurde wurden hat haben hatte hatten auch so sehr
"""
_RUSSIAN = """
    и а но или если что чтобы как когда где кто который которая которое которые это этот эта эти тот та те его её их он
    она оно они мы вы я в во на по с со к ко о об от до из за для у при между был была было были быть есть же ли бы так
    также очень
"""
FUNCTION_WORDS = frozenset(
    re.findall(r"\w+", " ".join((_ENGLISH, _FRENCH, _SPANISH, _PORTUGUESE, _GERMAN, _RUSSIAN)))
) - {"no"}  # Portuguese "in the" is a negation elsewhere
