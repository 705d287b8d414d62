"""Common names of Spanish, Portuguese and English, as evidence among others: a small list, not what names are found by.

From the most frequent given names and surnames that INE, IBGE, INEGI, ONS and the US Census Bureau publish.
"""

from andamio.pii.word_pattern import words

GIVEN_NAMES = words(
    "antonio manuel josé jose francisco david juan javier daniel carlos jesús jesus alejandro miguel rafael pedro ángel "
    "angel pablo sergio fernando jorge luis alberto álvaro alvaro diego adrián adrian raúl raul enrique ramón ramon "
    "vicente iván ivan rubén ruben óscar oscar andrés andres joaquín eduardo roberto ricardo maría maria carmen ana "
    "isabel laura cristina marta dolores lucía lucia pilar elena sara paula raquel mercedes rosario beatriz teresa "
    "julia nuria silvia rocío rocio patricia montserrat irene andrea sofía sofia valentina camila gabriela fernanda "
    "guadalupe alejandra daniela verónica veronica mónica monica claudia joão joao paulo lucas marcos gabriel rodrigo "
    "gustavo felipe bruno thiago tiago rui nuno marcelo leonardo matheus vinícius juliana mariana adriana amanda bruna "
    "larissa letícia leticia aline vanessa renata luciana inês ines joana catarina james john robert michael william "
    "richard joseph thomas christopher charles matthew anthony mark steven andrew paul joshua kevin brian george "
    "mary jennifer linda elizabeth barbara susan jessica karen sarah lisa nancy sandra emily emma olivia amelia oliver "
    "harry jack charlie peter stephen alice jane kate lucy sophie hannah"
)
SURNAMES = words(
    "garcía garcia rodríguez rodriguez gonzález gonzalez fernández fernandez lópez lopez martínez martinez sánchez "
    "sanchez pérez perez gómez gomez martín martin jiménez jimenez ruiz hernández hernandez díaz diaz moreno muñoz "
    "munoz álvarez alvarez romero alonso gutiérrez gutierrez navarro torres domínguez dominguez vázquez vazquez ramos "
    "gil ramírez ramirez serrano blanco molina morales suárez suarez ortega delgado castro ortiz rubio marín sanz flores "
    "rivera reyes cruz mendoza aguilar rojas silva santos oliveira souza sousa rodrigues ferreira alves pereira lima "
    "gomes costa ribeiro martins carvalho almeida lopes soares fernandes vieira barbosa rocha dias nascimento andrade "
    "moreira nunes marques machado mendes freitas cardoso gonçalves goncalves teixeira correia pinto fonseca smith "
    "jones williams brown taylor davies evans wilson johnson miller davis moore anderson jackson white harris thompson "
    "walker wright robinson green hall clarke lewis young allen king scott adams baker nelson carter mitchell roberts "
    "turner phillips campbell parker edwards collins stewart morris murphy cook rogers cooper"
)
